//! A mail server that is odd on purpose: hands over a few mails by IMAP (RFC 3501), and answers some commands as a test
//! wants it. Knows no server of ours.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it says in place of what is right: lines before the end, and how it ends (`OK`, `NO …`).
pub type Odd = (String, &'static str);

/// What it says to a command in place of what is right, if anything.
type Oddity = Box<dyn Fn(&str) -> Option<Odd> + Send + Sync>;

/// Ends with the test's runtime.
pub struct Imap {
    pub port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

struct Served {
    /// The first is number 1.
    mails: Vec<String>,
    odd: Oddity,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Imap {
    pub async fn start(mails: Vec<String>, odd: impl Fn(&str) -> Option<Odd> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mails = mails.iter().map(|mail| mail.replace('\n', "\r\n")).collect();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let served = Arc::new(Served { mails, odd: Box::new(odd), asked: asked.clone() });
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(serve(served.clone(), client));
            }
        });
        Self { port, asked }
    }

    /// What it was asked so far that begins so.
    pub fn asked(&self, beginning: &str) -> usize {
        let asked = self.asked.lock().expect("nobody panics");
        asked.iter().filter(|command| command.starts_with(beginning)).count()
    }
}

async fn serve(served: Arc<Served>, client: TcpStream) {
    let mut client = BufReader::new(client);
    let mut said = "* OK hello\r\n".to_owned();
    loop {
        if client.get_mut().write_all(said.as_bytes()).await.is_err() {
            return;
        }
        let mut line = String::new();
        match client.read_line(&mut line).await {
            Ok(1..) => {}
            _ => return,
        }
        let (tag, command) = line.trim_end().split_once(' ').unwrap_or_default();
        served.asked.lock().expect("nobody panics").push(command.to_owned());
        let (untagged, end) = (served.odd)(command).unwrap_or_else(|| answer(&served.mails, command));
        said = format!("{untagged}{tag} {end}\r\n");
    }
}

fn answer(mails: &[String], command: &str) -> Odd {
    let count = mails.len();
    let text = match command.split(' ').collect::<Vec<_>>()[..] {
        ["CAPABILITY"] => "* CAPABILITY IMAP4rev1\r\n".to_owned(),
        ["STARTTLS"] => return (String::new(), "NO not here"),
        ["EXAMINE", _] => format!("* OK [UIDVALIDITY 1] fine\r\n* OK [UIDNEXT {}] fine\r\n", count + 1),
        ["UID", "SEARCH", "SINCE", _] => search(1..=count),
        ["UID", "SEARCH", "UID", one] => match one.split_once(':') {
            Some((first, _)) => search(first.parse().expect("a number")..=count),
            None => search(one.parse().map_or(count..=count, |one: usize| one..=one)),
        },
        ["UID", "FETCH", list, "(UID", "RFC822.SIZE", "INTERNALDATE)"] => {
            list.split(',').map(|uid| told(mails, uid.parse().expect("a number"))).collect()
        }
        ["UID", "FETCH", uid, "(UID", part] => {
            let uid: usize = uid.parse().expect("a number");
            let mail = &mails[uid - 1];
            let is_head = part.contains("HEADER");
            let said = if is_head { mail.split_inclusive("\r\n\r\n").next().expect("a head") } else { mail };
            handed_over(uid, if is_head { "BODY[HEADER]" } else { "BODY[]" }, said)
        }
        _ => String::new(),
    };
    (text, "OK fine")
}

fn search(uids: std::ops::RangeInclusive<usize>) -> String {
    format!("* SEARCH {}\r\n", uids.map(|uid| uid.to_string()).collect::<Vec<_>>().join(" "))
}

fn told(mails: &[String], uid: usize) -> String {
    let size = mails[uid - 1].len();
    format!("* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE \"17-Jul-2096 02:44:25 -0700\")\r\n")
}

/// A mail, or a part of it, as it is handed over.
pub fn handed_over(uid: usize, part: &str, text: &str) -> String {
    format!("* {uid} FETCH (UID {uid} {part} {{{}}}\r\n{text})\r\n", text.len())
}
