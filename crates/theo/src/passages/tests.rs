//! Is every word of an article in exactly one passage, under the right headings, and is no passage too long?

use super::{MOST, Passage, size, split};

fn passage(headings: &[&str], text: &str) -> Passage {
    Passage { headings: headings.iter().map(|&heading| heading.to_owned()).collect(), text: text.to_owned() }
}

#[test]
fn a_section_is_a_passage_under_its_headings() {
    let markdown = "# Returns\n\nSend it back.\n\n## Costs\n\nReturns are **free**.\n\n### Abroad\n\nYou pay.\n\n## Time\nThirty days.";
    let expected = [
        passage(&["Returns"], "Send it back."),
        passage(&["Returns", "Costs"], "Returns are free."),
        passage(&["Returns", "Costs", "Abroad"], "You pay."),
        passage(&["Returns", "Time"], "Thirty days."),
    ];
    assert_eq!(split("Returns", markdown), expected);
}

#[test]
fn lists_tables_code_and_links_are_read_as_plain_text() {
    let markdown = "Do this:\n\n1. Open *Settings*\n2. Press `Save`\n   - twice\n\n| size | fits |\n|---|---|\n| M | 40 |\n\n```\nping\n```\n\nSee [the form](https://tern.example/form), [below](#below) and <https://tern.example>.";
    let text = "Do this:\n\n1. Open Settings\n2. Press Save\n  - twice\n\nsize | fits\nM | 40\n\nping\n\nSee the form (https://tern.example/form), below and https://tern.example.";
    assert_eq!(split("Sizes", markdown), [passage(&["Sizes"], text)]);
}

#[test]
fn html_and_its_scripts_are_no_text() {
    assert_eq!(split("T", "<script>alert(1)</script>\n\nHello <b onclick=x>you</b>."), [passage(&["T"], "Hello you.")]);
}

#[test]
fn an_article_that_says_nothing_has_no_passage() {
    for nothing in ["", " \n\n ", "# Only\n\n## Headings", "![](picture.png)", "---"] {
        assert_eq!(split("Title", nothing), []);
    }
}

#[test]
fn no_passage_is_too_long_and_no_word_is_lost() {
    let sentence = "The quick brown fox jumps over the lazy dog again. ".repeat(90);
    let endless = "word ".repeat(450);
    let wide = "返".repeat(3_000);
    let code = format!("```\n{}\n```", "let it be\n".repeat(300));
    for markdown in [&sentence, &endless, &wide, &code, &format!("- {sentence}\n- {endless}")] {
        let passages = split("Long", markdown);
        assert!(passages.len() > 1);
        assert!(passages.iter().all(|passage| size(&passage.text) <= MOST), "{passages:?}");
        let kept: String = passages.iter().flat_map(|passage| passage.text.split_whitespace()).collect();
        let words = markdown.replace("```", "");
        assert_eq!(kept, words.split_whitespace().collect::<String>());
    }
}

#[test]
fn the_parts_of_a_long_section_are_of_about_the_same_size() {
    let paragraphs = "One two three four five six seven eight nine ten.\n\n".repeat(22);
    let sizes: Vec<usize> = split("Fair", &paragraphs).iter().map(|passage| size(&passage.text)).collect();
    assert_eq!(sizes, [110, 110]);
}
