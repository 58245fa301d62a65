//! How measured figures are written.

use std::time::Duration;

/// Three digits and a unit.
pub fn text(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    let (value, unit) = match micros {
        _ if micros < 1e3 => (micros, "µs"),
        _ if micros < 1e6 => (micros / 1e3, "ms"),
        _ => (micros / 1e6, "s"),
    };
    format!("{} {unit}", digits(value))
}

/// How many times `other` goes into `time`.
pub fn ratio(time: Duration, other: Duration) -> String {
    digits(time.as_secs_f64() / other.as_secs_f64())
}

/// Three digits.
pub fn digits(value: f64) -> String {
    let decimals = match value {
        _ if value < 10.0 => 2,
        _ if value < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.decimals$}")
}
