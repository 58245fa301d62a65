//! Time and memory of a piece of work.

use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;
use sea_orm::DbErr;

use crate::figures::digits;

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

    /// The one in the middle: unlike the mean it doesn't move when the machine pauses.
    pub fn median(&self) -> Duration {
        let mut times = self.0.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

/// Does the work and returns the most memory that was in use meanwhile, above what was in use
/// before.
pub async fn peak<T>(work: impl Future<Output = Result<T, DbErr>>) -> Result<usize, DbErr> {
    PeakAlloc.reset_peak_usage();
    let before = PeakAlloc.current_usage();
    work.await?;
    Ok(PeakAlloc.peak_usage().saturating_sub(before))
}

/// Bytes as megabytes.
pub fn megabytes(bytes: f64) -> String {
    format!("{} MB", digits(bytes / 1e6))
}
