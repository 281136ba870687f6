//! How does a model's text read where nothing is formatted? Without Markdown's marks and without letters that nobody sees.
//! Must not know what it says.

use crate::prompt::is_unseen;

/// Links become their words with the address in brackets; pictures too, so that their address is judged as any other is.
pub(super) fn tidy(said: &str) -> String {
    let seen: String = said.chars().filter(|letter| !is_unseen(*letter)).collect();
    let lines = links(&seen).lines().map(line).collect::<Vec<_>>().join("\n");
    lines.trim().to_owned()
}

fn line(line: &str) -> String {
    let line = line.trim_end();
    let bare = line.trim_start_matches('#');
    let is_heading = bare.len() < line.len() && bare.starts_with(' ');
    let line = if is_heading { bare.trim_start() } else { line };
    let line = line.replace("**", "").replace('`', "");
    match line.trim_start().strip_prefix("* ") {
        Some(item) => format!("- {item}"),
        None => line,
    }
}

/// `[words](address)` and `![words](address)`.
fn links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let (before, from) = rest.split_at(open);
        let parts = from[1..].split_once("](").filter(|(words, _)| !words.contains(['[', ']', '\n']));
        let parts =
            parts.and_then(|(words, after)| after.split_once(')').map(|(address, after)| (words, address, after)));
        plain.push_str(before.strip_suffix('!').filter(|_| parts.is_some()).unwrap_or(before));
        match parts {
            Some((words, address, after)) => {
                let is_same = words == address;
                plain.push_str(&if is_same { address.to_owned() } else { format!("{words} ({address})") });
                rest = after;
            }
            None => {
                plain.push('[');
                rest = &from[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn what_is_left_is_plain_text_with_every_address_in_it() {
        let said = "## Returns\n\n* **Send** it [here](https://tern.example/r) [1]\n* ![x](https://e.example/a?b)  \n";
        assert_eq!(tidy(said), "Returns\n\n- Send it here (https://tern.example/r) [1]\n- x (https://e.example/a?b)");
        assert_eq!(tidy("a [1](2 [3] b] ![c"), "a [1](2 [3] b] ![c");
        assert_eq!(tidy("a\u{202e}b\u{e0041}"), "ab");
    }
}
