//! Time and memory of a piece of work.

use std::time::{Duration, Instant};

use peak_alloc::PeakAlloc;

use crate::figures::digits;

/// The times that the same work took.
#[derive(Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does the work and keeps its time.
    pub async fn of<T, E>(
        &mut self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let begin = Instant::now();
        let outcome = work.await;
        self.0.push(begin.elapsed());
        outcome
    }

    /// Keeps a time that was measured elsewhere.
    pub fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// How far the ratio to `other` is from its median, as a part of it, in half of the rounds.
    pub fn scatter(&self, other: &Self) -> f64 {
        let rounds = self.0.iter().zip(&other.0);
        let ratios: Vec<_> = rounds
            .map(|(time, other)| time.as_secs_f64() / other.as_secs_f64())
            .collect();
        let median = middle(ratios.clone());
        middle(
            ratios.iter().map(|ratio| (ratio / median - 1.0).abs()).collect(),
        )
    }

    /// The one in the middle: unlike the mean it doesn't move when the machine pauses.
    pub fn median(&self) -> Duration {
        let mut times = self.0.clone();
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Does the work and returns the most memory that was in use meanwhile, above what was in use
/// before.
pub async fn peak<T, E>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<usize, E> {
    PeakAlloc.reset_peak_usage();
    let before = PeakAlloc.current_usage();
    work.await?;
    Ok(PeakAlloc.peak_usage().saturating_sub(before))
}

/// Bytes as megabytes.
pub fn megabytes(bytes: f64) -> String {
    format!("{} MB", digits(bytes / 1e6))
}
