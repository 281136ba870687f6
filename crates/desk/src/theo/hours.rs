//! Whether it is an hour at which Theo answers by himself, where the team lives.
//! Must not know what he answers.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use model::Time;
use model::theo::{Hours, When};

/// Whether there is one of this name.
pub fn is_time_zone(name: &str) -> bool {
    TimeZone::get(name).is_ok()
}

/// Whether `now` lies in them, or outside of them where that is when he answers. A time zone that nobody knows has none.
pub(crate) fn are_now(hours: &Hours, now: Time) -> bool {
    let inside = (|| {
        let zone = TimeZone::get(&hours.time_zone).ok()?;
        let here = Timestamp::from_microsecond(now.0).ok()?.to_zoned(zone);
        let minute = i64::from(here.hour()) * 60 + i64::from(here.minute());
        let today = i64::from(here.weekday().to_monday_one_offset());
        let yesterday = if today == 1 { 7 } else { today - 1 };
        let (is_day, was_day) = (hours.days.contains(&today), hours.days.contains(&yesterday));
        Some(if hours.from < hours.to {
            is_day && (hours.from..hours.to).contains(&minute)
        } else {
            (is_day && minute >= hours.from) || (was_day && minute < hours.to)
        })
    })();
    inside.unwrap_or(false) == (hours.when == When::Inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: i64, to: i64, when: When) -> Hours {
        Hours { when, time_zone: "Europe/Berlin".into(), days: vec![1, 2, 3, 4, 5], from, to }
    }

    fn at(text: &str) -> Time {
        Time::parse(text).expect("a time")
    }

    #[test]
    fn hours_are_those_of_the_place_in_summer_and_in_winter() {
        let day = hours(9 * 60, 17 * 60, When::Inside);
        // A Friday in winter, an hour east of Greenwich.
        assert!(are_now(&day, at("2024-03-01T08:00:00Z")));
        assert!(!are_now(&day, at("2024-03-01T07:59:00Z")));
        assert!(!are_now(&day, at("2024-03-01T16:00:00Z")));
        // A Monday in summer, two hours.
        assert!(are_now(&day, at("2024-07-01T07:00:00Z")));
        assert!(!are_now(&day, at("2024-03-02T12:00:00Z")), "a Saturday");
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let night = hours(22 * 60, 6 * 60, When::Inside);
        assert!(are_now(&night, at("2024-03-01T21:30:00Z")), "Friday evening");
        assert!(are_now(&night, at("2024-03-02T04:00:00Z")), "the morning after");
        assert!(!are_now(&night, at("2024-03-02T22:00:00Z")), "Saturday evening");
        assert!(!are_now(&night, at("2024-03-04T04:00:00Z")), "Monday morning, after a Sunday");
    }

    #[test]
    fn outside_is_all_the_rest() {
        let day = hours(9 * 60, 17 * 60, When::Outside);
        assert!(!are_now(&day, at("2024-03-01T12:00:00Z")));
        assert!(are_now(&day, at("2024-03-02T12:00:00Z")));
    }
}
