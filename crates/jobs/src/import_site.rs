//! Goes on with an import of a site: one page for each job, politely spaced by the queue's clock, so that it is bounded,
//! can be cancelled at any page, and survives a restart. Must not know how a page is read.

use std::time::Duration;

use desk::imports::{self, Found, Outcome};
use documents::robots::Robots;
use documents::{crawl, sitemap};
use model::{Import, ImportItem, Key};
use outbound::{StatusCode, Url, header};
use store::{Reach, queue};
use url::Position;

use crate::Error;
use crate::context::Context;
use crate::import_documents::{incoming, take};

/// Pages of one import.
const MOST_PAGES: i64 = 500;
/// Links that lead to a page at most.
const DEEPEST: i64 = 6;
/// Bytes of one import.
const MOST_BYTES: i64 = 200 << 20;
/// Bytes of one page.
const LARGEST: u64 = 5 << 20;
/// Longest time for one page.
const PATIENCE: Duration = Duration::from_secs(15);
/// Longest time for an import.
const LONGEST: Duration = Duration::from_secs(6 * 3600);
/// Between two pages, where the site does not ask for more.
const PAUSE: Duration = Duration::from_millis(500);
/// As long as we wait between two pages, whatever a site asks for.
const LONGEST_PAUSE: u64 = 30;
/// Letters of what a site lets programs read that are kept.
const ROBOTS: usize = 100_000;
/// What we are called there.
const NAME: &str = "pingback";

const TOO_MANY: &str = "It is a large site: 500 pages were read, and no more. Import its parts one by one.";
const TOO_LARGE: &str = "It is a large site: 200 MB were read, and no more. Import its parts one by one.";
const TOO_LONG: &str = "It took more than six hours, and was ended.";
const FORBIDDEN: &str = "The site's robots.txt asks programs not to read it.";

/// What was fetched.
struct Fetched {
    url: Url,
    content_type: String,
    bytes: Vec<u8>,
}

pub(crate) async fn perform(context: &Context<'_>, import: Key) -> Result<(), Error> {
    let reach = context.reach()?;
    let next = context.db.read(move |c| {
        let found = store::imports::find(c, &reach, import.into())?;
        let item = store::imports::next_item(c, &reach, import)?;
        let robots = store::imports::find_robots(c, &reach, import)?;
        Ok::<_, store::Error>((found, item, robots))
    });
    let (found, item, robots) = match next.await {
        Ok(next) => next,
        Err(store::Error::NotFound) => return context.finish().await,
        Err(error) => return Err(error.into()),
    };
    if found.is_over() {
        return context.finish().await;
    }
    let Some(item) = item else { return end(context, reach, import, None).await };
    if let Some(problem) = spent(context, &found) {
        return end(context, reach, import, Some(problem.to_owned())).await;
    }
    let start = Url::parse(&found.source).map_err(|error| Error::Never(error.to_string()))?;
    let robots = match robots {
        Some(text) => text,
        None => match begin(context, reach, import, &start).await? {
            Ok(text) => text,
            Err(problem) => return end(context, reach, import, Some(problem)).await,
        },
    };
    let robots = Robots::read(robots.as_bytes(), NAME);
    let (outcome, more) = visit(context, &start, &item, &robots).await;
    // One more than may be read, so that it is known that there are more.
    let more = Found { most: Some(MOST_PAGES + 1), ..more };
    let is_going_on = take(context, reach, import, &item, outcome, more).await?;
    let pause = PAUSE.max(Duration::from_secs(robots.delay.unwrap_or(0).min(LONGEST_PAUSE)));
    let leased = context.leased.clone();
    let left = context.db.write(move |tx| {
        if !queue::finish(tx, &leased)? {
            return Err(Error::Stale);
        }
        if is_going_on {
            let at = tx.now().plus(pause);
            imports::go_on(tx, &reach, &found, at)?;
        }
        Ok(())
    });
    left.await
}

/// Why no more of a site is read, if that is so.
fn spent(context: &Context<'_>, import: &Import) -> Option<&'static str> {
    if import.done >= MOST_PAGES {
        Some(TOO_MANY)
    } else if import.bytes >= MOST_BYTES {
        Some(TOO_LARGE)
    } else {
        (import.created_at.plus(LONGEST) < context.db.now()).then_some(TOO_LONG)
    }
}

async fn end(context: &Context<'_>, reach: Reach, import: Key, problem: Option<String>) -> Result<(), Error> {
    let leased = context.leased.clone();
    let ended = context.db.write(move |tx| {
        imports::finish(tx, &reach, import, problem.as_deref())?;
        if queue::finish(tx, &leased)? { Ok(()) } else { Err(Error::Stale) }
    });
    ended.await
}

/// Asks the site what programs may read, and notes that with its lists of pages. A site that has nothing to say allows all;
/// one that can't be asked is not read (RFC 9309, 2.3.1).
async fn begin(context: &Context<'_>, reach: Reach, import: Key, start: &Url) -> Result<Result<String, String>, Error> {
    let at = start.join("/robots.txt").map_err(|error| Error::Never(error.to_string()))?;
    let text = match fetch(context, &at).await {
        Ok(fetched) => {
            String::from_utf8_lossy(&fetched.bytes).chars().filter(|sign| *sign != '\0').take(ROBOTS).collect()
        }
        Err(Missing::Status(status)) if status.is_client_error() => String::new(),
        Err(missing) => return Ok(Err(format!("The site's robots.txt could not be read: {}", missing.sentence()))),
    };
    let robots = Robots::read(text.as_bytes(), NAME);
    let told = robots.sitemaps.iter().filter_map(|address| crawl::address(address, Some(start)));
    let usual = start.join("/sitemap.xml").ok();
    let lists: Vec<String> =
        told.chain(usual).filter(|url| is_same_host(url, start)).take(10).map(String::from).collect();
    let kept = text.clone();
    let noted = context.db.write(move |tx| {
        store::imports::update_robots(tx, &reach, import, &kept)?;
        for list in &lists {
            store::imports::insert_item(tx, &reach, import, list, None, 0)?;
        }
        Ok::<_, store::Error>(())
    });
    noted.await?;
    Ok(Ok(text))
}

fn is_same_host(url: &Url, start: &Url) -> bool {
    url.host_str() == start.host_str() && url.port_or_known_default() == start.port_or_known_default()
}

fn is_list(name: &str) -> bool {
    name.split('?').next().is_some_and(|path| path.to_lowercase().ends_with(".xml"))
}

/// Reads one page or list: what has become of it, and what it leads to.
async fn visit(context: &Context<'_>, start: &Url, item: &ImportItem, robots: &Robots) -> (Outcome, Found) {
    let nothing = Found::default;
    let Ok(url) = Url::parse(&item.name) else {
        return (Outcome::Failed("This is not a web address.".to_owned()), nothing());
    };
    if !robots.allows(&url[Position::BeforePath..]) {
        return (Outcome::Skipped(FORBIDDEN.to_owned()), nothing());
    }
    let fetched = match fetch(context, &url).await {
        Ok(fetched) => fetched,
        // Not every site has a list of its pages.
        Err(_) if is_list(&item.name) => return (Outcome::Skipped("There is no such list.".to_owned()), nothing()),
        Err(missing) => return (Outcome::Failed(missing.sentence()), nothing()),
    };
    let bytes = i64::try_from(fetched.bytes.len()).unwrap_or(i64::MAX);
    let is_of_it =
        if is_list(&item.name) { is_same_host(&fetched.url, start) } else { crawl::belongs(&fetched.url, start) };
    if item.depth > 0 && !is_of_it {
        return (Outcome::Skipped("It leads to another site.".to_owned()), Found { bytes, ..nothing() });
    }
    // What an address leads to is asked about as well.
    if !robots.allows(&fetched.url[Position::BeforePath..]) {
        return (Outcome::Skipped(FORBIDDEN.to_owned()), Found { bytes, ..nothing() });
    }
    let (start, depth) = (start.clone(), item.depth);
    let reading = tokio::task::spawn_blocking(move || read(&fetched, &start, depth));
    let (outcome, names) = match tokio::time::timeout(PATIENCE, reading).await {
        Ok(Ok(read)) => read,
        Ok(Err(_)) => (Outcome::Failed("The page can't be read.".to_owned()), Vec::new()),
        Err(_) => (Outcome::Failed("The page takes too long to read.".to_owned()), Vec::new()),
    };
    (outcome, Found { names, bytes, ..nothing() })
}

fn read(fetched: &Fetched, start: &Url, depth: i64) -> (Outcome, Vec<(String, i64)>) {
    let pages = |addresses: &[String], deeper: i64| -> Vec<(String, i64)> {
        let found = addresses.iter().filter_map(|address| crawl::address(address, Some(&fetched.url)));
        found.filter(|url| crawl::belongs(url, start)).map(|url| (String::from(url), depth + deeper)).collect()
    };
    if sitemap::is_sitemap(&fetched.bytes) {
        let list = sitemap::read(&fetched.bytes);
        let further = list.sitemaps.iter().filter_map(|address| crawl::address(address, Some(&fetched.url)));
        let further = further.filter(|url| is_same_host(url, start) && depth < DEEPEST);
        let mut names = pages(&list.pages, 1);
        names.extend(further.map(|url| (String::from(url), depth + 1)));
        return (Outcome::Holds, names);
    }
    if !fetched.content_type.contains("html") {
        return (Outcome::Skipped("It is not a web page.".to_owned()), Vec::new());
    }
    let page = match documents::page(&fetched.bytes, Some(&fetched.url)) {
        Ok(page) => page,
        Err(error) => return (Outcome::Failed(error.to_string()), Vec::new()),
    };
    let mut names = if depth < DEEPEST && !page.is_closed { pages(&page.links, 1) } else { Vec::new() };
    if page.is_hidden {
        return (Outcome::Skipped("It asks not to be found.".to_owned()), names);
    }
    let canonical = page.canonical.as_deref().and_then(|address| crawl::address(address, Some(&fetched.url)));
    if let Some(other) = canonical.filter(|url| *url != fetched.url && crawl::belongs(url, start)) {
        names.push((String::from(other), depth));
        return (Outcome::Skipped("It stands under another address, too.".to_owned()), names);
    }
    let documents = page.document.pieces();
    if documents.is_empty() {
        return (Outcome::Skipped("There is hardly any text on it.".to_owned()), names);
    }
    let documents = documents.into_iter().map(|one| incoming(one, fetched.url.as_str())).collect();
    (Outcome::Documents { documents, is_last: true }, names)
}

/// Why a page is not here.
enum Missing {
    Status(StatusCode),
    No(outbound::Error),
}

impl Missing {
    fn sentence(&self) -> String {
        match self {
            Self::Status(status) => format!("The site answers {}.", status.as_u16()),
            Self::No(error) => {
                let text = error.to_string();
                let mut letters = text.chars();
                letters.next().map_or(String::new(), |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
            }
        }
    }
}

impl From<outbound::Error> for Missing {
    fn from(error: outbound::Error) -> Self {
        Self::No(error)
    }
}

async fn fetch(context: &Context<'_>, url: &Url) -> Result<Fetched, Missing> {
    let request = context.provider.page(url.as_str()).follow_redirects().timeout(PATIENCE).limit(LARGEST);
    let answer = request.header(header::ACCEPT, "text/html, application/xml;q=0.9, */*;q=0.1").send().await?;
    if !answer.status().is_success() {
        return Err(Missing::Status(answer.status()));
    }
    let (url, content_type) = (answer.url().clone(), answer.header("content-type").unwrap_or("").to_lowercase());
    let mut url = url;
    url.set_fragment(None);
    Ok(Fetched { url, content_type, bytes: answer.bytes().await? })
}
