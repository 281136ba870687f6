//! An invitation (RFC 5545) as a few lines that a person can read.
//! Knows no mail.

use super::decode;

/// What is invited to, when, where and by whom, and — where nothing else says it — what about; none where it is no event.
pub fn text(source: &str, is_described: bool) -> Option<String> {
    let lines = unfolded(source);
    let method = value(&lines, "METHOD").unwrap_or_default().to_uppercase();
    let begin = lines.iter().position(|line| line.eq_ignore_ascii_case("BEGIN:VEVENT"))?;
    let event = &lines[begin..];
    let what = match method.as_str() {
        "CANCEL" => "Cancelled",
        "REPLY" => "Answer to an invitation",
        _ => "Invitation",
    };
    let mut said = vec![format!("{what}: {}", value(event, "SUMMARY").unwrap_or_else(|| "without a title".into()))];
    let when = [value(event, "DTSTART"), value(event, "DTEND")].map(|time| time.map(|time| readable(&time)));
    said.extend(match when {
        [Some(start), Some(end)] => Some(format!("When: {start} – {end}")),
        [Some(start), None] => Some(format!("When: {start}")),
        _ => None,
    });
    said.extend(value(event, "LOCATION").map(|place| format!("Where: {place}")));
    let organiser = value(event, "ORGANIZER").map(|who| who.trim_start_matches(['m', 'M']).to_owned());
    let organiser = organiser.map(|who| who.rsplit(':').next().unwrap_or_default().to_owned());
    said.extend(organiser.map(|who| format!("Organiser: {who}")));
    let description = value(event, "DESCRIPTION").filter(|_| !is_described);
    said.extend(description.map(|text| format!("\n{text}")));
    Some(said.join("\n"))
}

fn unfolded(source: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in source.lines().take(2_000) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) if last.len() < 20_000 => last.push_str(more),
            _ => lines.push(line.trim_end().to_owned()),
        }
    }
    lines
}

/// A property's value, up to the end of its component.
fn value(lines: &[String], name: &str) -> Option<String> {
    let within = lines.iter().take_while(|line| !line.eq_ignore_ascii_case("END:VEVENT"));
    let found = within.filter_map(|line| {
        let (head, value) = line.split_once(':')?;
        let is_named = head.split(';').next()?.eq_ignore_ascii_case(name);
        is_named.then_some((head, value))
    });
    let (head, value) = found.into_iter().next()?;
    let zone =
        head.split(';').find_map(|one| one.strip_prefix("TZID=")).map(|zone| format!(" {}", zone.trim_matches('"')));
    let value = unescaped(value) + zone.as_deref().unwrap_or_default();
    let text = value.lines().map(|line| decode::line(line, 1_000)).collect::<Vec<_>>().join("\n");
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn unescaped(value: &str) -> String {
    let mut letters = value.chars();
    let mut text = String::with_capacity(value.len());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            _ => text.push(letter),
        }
    }
    text
}

/// `20240301T090000Z` as `2024-03-01 09:00 UTC`.
fn readable(time: &str) -> String {
    let (stamp, zone) = time.split_once(' ').unwrap_or((time, ""));
    let digits = stamp.trim_end_matches('Z');
    let is_plain = digits.is_ascii() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'T');
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    match digits.len() {
        8 if is_plain => format!("{}-{}-{}", part(0..4), part(4..6), part(6..8)),
        15 if is_plain => {
            let zone = if stamp.ends_with('Z') { "UTC" } else { zone };
            let text = format!("{}-{}-{} {}:{} {zone}", part(0..4), part(4..6), part(6..8), part(9..11), part(11..13));
            text.trim_end().to_owned()
        }
        _ => time.to_owned(),
    }
}
