//! When things happen: more lately than long ago, more by day than by night.
//! Must not know what happens.

use model::Time;

const DAY: i64 = 24 * 3600 * 1_000_000;

/// Hours of the day, and the part of a day's conversations that began before them.
const RHYTHM: [(f64, f64); 8] =
    [(0.0, 0.0), (7.0, 0.08), (9.0, 0.2), (12.0, 0.47), (14.0, 0.6), (18.0, 0.85), (22.0, 0.97), (24.0, 1.0)];

/// When the conversation at place `at` of `all` began: in order, denser towards `now`, by the rhythm of days.
pub fn spread(at: u64, all: u64, now: Time, reach_back: i64) -> Time {
    let left = 1.0 - (at as f64 + 0.5) / all.max(1) as f64;
    let even = now.0 - (reach_back as f64 * left.powf(1.5)) as i64;
    let in_rhythm = rhythm(even);
    // Nothing happens in the future: what is left of today is taken as it comes.
    Time(if in_rhythm < now.0 - DAY / 24 { in_rhythm } else { even })
}

/// Moves an instant within its day, so that days look like working days. Keeps the order.
fn rhythm(micros: i64) -> i64 {
    let part = micros.rem_euclid(DAY) as f64 / DAY as f64;
    let after = RHYTHM.iter().position(|(_, before)| *before > part).unwrap_or(RHYTHM.len() - 1);
    let ((from_hour, from), (to_hour, to)) = (RHYTHM[after - 1], RHYTHM[after]);
    let hour = from_hour + (to_hour - from_hour) * (part - from) / (to - from);
    micros.div_euclid(DAY) * DAY + (hour / 24.0 * DAY as f64) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversations_begin_in_order_and_never_later_than_now() {
        let now = Time::parse("2026-11-22T10:00:00Z").unwrap();
        for (all, back) in [(1, DAY), (300, 60 * DAY), (50_000, 730 * DAY)] {
            let times: Vec<Time> = (0..all).map(|at| spread(at, all, now, back)).collect();
            assert!(times.iter().all(|time| *time <= now && time.0 >= now.0 - back - DAY));
            // The last day is taken as it comes, and may cross the one before it.
            let settled: Vec<&Time> = times.iter().filter(|time| time.0 < now.0 - 2 * DAY).collect();
            assert!(settled.is_sorted());
        }
    }
}
