//! Which passages does an answer name, and where? `[1]`, `[1, 2]`, `[1-3]`, `[^1]`, `【1】`, `[passage 1]`.
//! Must not know whether they exist.

use std::ops::Range;

/// A passage's number as it was written, and where: after so many bytes of the text without numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub number: usize,
    pub at: usize,
}

/// The text without the numbers, and the numbers.
pub(super) fn take_out(said: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks) = (String::with_capacity(said.len()), Vec::new());
    let mut rest = said;
    while let Some(open) = rest.find(['[', '【']) {
        text.push_str(&rest[..open]);
        let (inside, after) = bracket(&rest[open..]);
        match inside.and_then(numbers) {
            Some(range) => {
                text.truncate(text.trim_end().len());
                rest = after;
                if let (true, Some(after)) = (text.ends_with('('), after.strip_prefix(')')) {
                    text.truncate(text[..text.len() - 1].trim_end().len());
                    rest = after;
                }
                marks.extend(range.into_iter().map(|number| Mark { number, at: text.len() }));
            }
            None => {
                let letter = rest[open..].chars().next().map_or(1, char::len_utf8);
                text.push_str(&rest[open..open + letter]);
                rest = &rest[open + letter..];
            }
        }
    }
    text.push_str(rest);
    (text, marks)
}

/// What stands in the bracket that the text begins with, and what follows it.
fn bracket(text: &str) -> (Option<&str>, &str) {
    let close = if text.starts_with('[') { ']' } else { '】' };
    let inside = text.split_once(close).map(|(inside, after)| (inside.trim_start_matches(['[', '【']), after));
    inside.map_or((None, text), |(inside, after)| (Some(inside), after))
}

fn numbers(inside: &str) -> Option<Vec<usize>> {
    let inside = inside.trim().to_lowercase();
    let inside = inside.trim_start_matches("passages").trim_start_matches("passage").trim_start_matches('^');
    let mut numbers = Vec::new();
    for part in inside.split([',', ';']) {
        let range = span(part.trim())?;
        numbers.extend(range);
    }
    Some(numbers)
}

fn span(part: &str) -> Option<Range<usize>> {
    let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|number| *number < 1_000);
    let (first, last) = (number(first)?, number(last)?);
    (first <= last && last - first < 20).then_some(first..last + 1)
}

#[cfg(test)]
mod tests {
    use super::{Mark, take_out};

    #[test]
    fn numbers_are_taken_out_in_every_form() {
        let (text, marks) = take_out("Thirty days [1]. By post. [2, 3] Or not【1】 [^4][passage 5]\n[6-7] ([8]).");
        assert_eq!(text, "Thirty days. By post. Or not.");
        let found: Vec<usize> = marks.iter().map(|mark| mark.number).collect();
        assert_eq!(found, [1, 2, 3, 1, 4, 5, 6, 7, 8]);
        assert_eq!(marks[1], Mark { number: 2, at: "Thirty days. By post.".len() });
    }

    #[test]
    fn other_brackets_stay() {
        for text in ["Press [Enter] [", "【注】", "[]", "[1-", "[a1] [9-1]", "[[x]]"] {
            assert_eq!(take_out(text), (text.to_owned(), vec![]), "{text}");
        }
    }
}
