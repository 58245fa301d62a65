//! Time, memory and statements of a piece of work.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use peak_alloc::PeakAlloc;
use sea_orm::{DatabaseConnection, DbErr};

use crate::figures::digits;

/// Counts the bytes that this program allocates. What SQLite allocates is not among them, so that
/// a database in memory does not hide what SeaORM takes.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The times that the same work took.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does the work and keeps its time.
    pub async fn of<T>(
        &mut self,
        work: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        let begin = Instant::now();
        let outcome = work.await;
        self.0.push(begin.elapsed());
        outcome
    }

    /// The one in the middle: unlike the mean it is not moved by a pause of the machine.
    pub fn median(&self) -> Duration {
        let mut times = self.0.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

/// Does the work and returns what it gives, with the most memory that was in use meanwhile, above
/// what was in use before.
pub async fn peak<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<(T, i64), DbErr> {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let outcome = work.await?;
    let above = MEMORY.peak_usage().saturating_sub(before);
    Ok((outcome, i64::try_from(above).unwrap_or(i64::MAX)))
}

/// Counts the statements that SeaORM sends.
#[derive(Clone, Default)]
pub struct Statements(Arc<AtomicU64>);

impl Statements {
    /// Counts what goes through `db` from now on.
    pub fn count(&self, db: &mut DatabaseConnection) {
        let count = Arc::clone(&self.0);
        db.set_metric_callback(move |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
    }

    /// How many there were since this was last asked.
    pub fn take(&self) -> u64 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// Bytes as megabytes.
pub fn megabytes(bytes: i64) -> String {
    format!("{} MB", digits(bytes as f64 / 1e6))
}
