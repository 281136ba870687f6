//! What does Markdown say, without its marks? Headings, paragraphs, items, rows and code as plain text, in their order.
//! Must not know how long a passage is.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A piece of the text of an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// From 1, the outermost, to 6.
    Heading { level: u8, text: String },
    /// `joined` belongs to what stands before it: an item to its list, a row to its table.
    Text { text: String, joined: bool },
}

pub(super) fn read(markdown: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.take(event);
    }
    reader.close();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// What has been read of the block.
    text: String,
    /// The number of the next item of each list that is open, outermost first; none where they have none.
    lists: Vec<Option<u64>>,
    /// What stands before the text of an item, until it is written.
    mark: String,
    /// Whether the block before is one of the same list or table.
    joined: bool,
    /// Where the links that are open lead and where in the text their words begin.
    links: Vec<(String, usize)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            _ => {}
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                let depth = self.lists.len().saturating_sub(1);
                let mark = match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.mark = format!("{}{mark}", "  ".repeat(depth));
            }
            Tag::Link { dest_url, .. } => self.links.push((dest_url.into_string(), self.text.len())),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::Heading { .. } | Tag::Table(_) | Tag::BlockQuote(_) => {
                self.close()
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text).split_whitespace().collect::<Vec<_>>().join(" ");
                self.joined = false;
                self.blocks.push(Block::Heading { level: level as u8, text });
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
                self.joined = !self.lists.is_empty();
            }
            TagEnd::TableCell => self.text.push_str(" | "),
            TagEnd::TableRow | TagEnd::TableHead => {
                let row = std::mem::take(&mut self.text);
                self.text = row.trim_end_matches(" | ").to_owned();
                self.close();
                self.joined = true;
            }
            TagEnd::Table => self.joined = false,
            TagEnd::Link => self.leave_link(),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock => self.close(),
            _ => {}
        }
    }

    /// A reader without a mouse sees where the link leads, unless its words say it.
    fn leave_link(&mut self) {
        let Some((url, start)) = self.links.pop() else { return };
        let leads = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
        let plain = url.trim_start_matches("mailto:");
        if leads && !self.text[start..].contains(plain) {
            self.text.push_str(&format!(" ({plain})"));
        }
    }

    /// Ends the block that has been read, if it says anything.
    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        self.links.clear();
        if text.is_empty() {
            return;
        }
        let mark = std::mem::take(&mut self.mark);
        self.blocks.push(Block::Text { text: format!("{mark}{text}"), joined: self.joined });
        self.joined = !self.lists.is_empty();
    }
}
