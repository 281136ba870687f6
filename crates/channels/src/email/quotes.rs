//! Where the new words of a reply end: before the signature, before what is quoted, in the ways of the usual programs
//! and in the usual languages. Knows text only.

/// How the line before a quote ends that names who wrote it. Gmail, Apple Mail, Thunderbird and others, by language.
const WROTE: &[&str] = &[
    "wrote:",
    "writes:",
    "escribió:",
    "escribio:",
    "ha escrito:",
    "a écrit :",
    "a écrit:",
    "a ecrit :",
    "schrieb:",
    "geschrieben:",
    "folgendes geschrieben:",
    "escreveu:",
    "ha scritto:",
    "schreef:",
    "het volgende geschreven:",
    "كتب:",
    "كتبت:",
    "skrev:",
    "napisał(a):",
    "пишет:",
    "написал:",
    "написал(а):",
    "写道:",
    "写道：",
];
/// How such a line begins, where its end has been broken over several lines, or the writer's name comes last.
const ON: &[&str] = &["On ", "El ", "Le ", "Am ", "Em ", "Il ", "Op ", "في ", "Il giorno ", "Den ", "W dniu ", "Dnia "];
/// A line of Outlook's between a reply and its original.
const ORIGINAL: &[&str] = &[
    "original message",
    "mensaje original",
    "message d'origine",
    "message original",
    "ursprüngliche nachricht",
    "original-nachricht",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "الرسالة الأصلية",
    "forwarded message",
    "mensaje reenviado",
    "message transféré",
    "weitergeleitete nachricht",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "رسالة معاد توجيهها",
];
/// The lines of a quoted mail's head: who, and when or to whom.
const FROM: &[&str] = &["from:", "de:", "de :", "von:", "da:", "van:", "من:"];
const SENT: &[&str] = &[
    "sent:",
    "date:",
    "to:",
    "enviado:",
    "enviado el:",
    "fecha:",
    "para:",
    "envoyé :",
    "envoyé:",
    "date :",
    "à :",
    "gesendet:",
    "datum:",
    "an:",
    "enviada em:",
    "enviado em:",
    "data:",
    "inviato:",
    "a:",
    "verzonden:",
    "aan:",
    "تاريخ الإرسال:",
    "التاريخ:",
    "إلى:",
];
/// What phones put under a mail.
const SENT_FROM: &[&str] = &[
    "sent from my ",
    "enviado desde mi ",
    "envoyé de mon ",
    "envoyé depuis mon ",
    "von meinem ",
    "gesendet von ",
    "enviado do meu ",
    "inviato da ",
    "verzonden vanaf mijn ",
    "أرسلت من ",
    "get outlook for ",
];

/// Bytes of the text that are new. Everything, where nothing would be left or where the answers stand between quotes.
pub fn new(text: &str) -> usize {
    let lines: Vec<(usize, &str)> = placed(text);
    let only_quotes = only_quotes(&lines);
    let end = (0..lines.len()).find(|at| begins_rest(&lines, &only_quotes, *at)).unwrap_or(lines.len());
    let end = lines[..end].iter().rposition(|(_, line)| !line.trim().is_empty());
    let end = end.map(|last| lines[last].0 + lines[last].1.trim_end().len());
    end.unwrap_or(text.len())
}

/// For each line, whether it and all after it are quotes, up to a signature.
fn only_quotes(lines: &[(usize, &str)]) -> Vec<bool> {
    let mut found = vec![true; lines.len() + 1];
    for (at, (_, line)) in lines.iter().enumerate().rev() {
        let tidy = line.trim();
        let is_end = tidy == "--" || tidy.starts_with("___");
        found[at] = is_end || (tidy.is_empty() || is_quote(tidy)) && found[at + 1];
    }
    found
}

fn placed(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let lines = text.split('\n').map(|line| {
        let start = at;
        at += line.len() + 1;
        (start, line)
    });
    lines.collect()
}

fn begins_rest(lines: &[(usize, &str)], only_quotes: &[bool], at: usize) -> bool {
    let line = lines[at].1;
    let tidy = line.trim();
    if line.trim_end_matches('\r') == "-- " || tidy == "--" && at > 0 {
        return true;
    }
    if tidy.is_empty() || tidy.len() > 400 {
        return false;
    }
    is_original(tidy)
        || is_head(lines, at)
        || (is_quote(tidy) || is_attribution(lines, at)) && is_quoted_to_the_end(lines, only_quotes, at)
        || is_sent_from(lines, at)
}

fn is_quote(tidy: &str) -> bool {
    tidy.starts_with('>')
}

/// `-----Original Message-----`, or a rule of underlines before a head.
fn is_original(tidy: &str) -> bool {
    let words = tidy.trim_matches(|letter: char| letter == '-' || letter == '_' || letter.is_whitespace());
    tidy.starts_with("--") && words.len() < 60 && ORIGINAL.contains(&words.to_lowercase().as_str())
}

/// `From:` with `Sent:` or the like within the next lines; before it may stand a rule.
fn is_head(lines: &[(usize, &str)], at: usize) -> bool {
    let lower = |line: &str| line.trim().trim_start_matches('*').replace('*', "").to_lowercase();
    let is_one = |line: &str, words: &[&str]| words.iter().any(|word| line.starts_with(word));
    let first = lower(lines[at].1);
    if first.len() >= 10 && first.chars().all(|letter| letter == '_') {
        return next(lines, at).is_some_and(|next| is_head(lines, next));
    }
    is_one(&first, FROM) && lines[at + 1..].iter().take(3).filter(|(_, line)| is_one(&lower(line), SENT)).count() >= 2
}

fn next(lines: &[(usize, &str)], at: usize) -> Option<usize> {
    (at + 1..lines.len().min(at + 4))
        .find(|next| !lines[*next].1.trim().is_empty())
        .filter(|next| lines[*next].1.trim().chars().any(|letter| letter != '_'))
}

/// `On Monday, Ana wrote:`, in one line or broken over up to four.
fn is_attribution(lines: &[(usize, &str)], at: usize) -> bool {
    let tidy = lines[at].1.trim();
    let ends = |line: &str| WROTE.iter().any(|word| line.trim_end().to_lowercase().ends_with(word));
    if ends(tidy) {
        return true;
    }
    if !ON.iter().any(|word| tidy.starts_with(word)) {
        return false;
    }
    let is_dated = tidy.chars().any(|letter| letter.is_numeric());
    let names_somebody =
        tidy.ends_with(':') && (tidy.contains('@') || tidy.contains("schrieb") || tidy.contains("كتب"));
    let more = lines[at + 1..].iter().take(3).take_while(|(_, line)| !line.trim().is_empty() && !is_quote(line.trim()));
    is_dated && (names_somebody || more.into_iter().any(|(_, line)| ends(line)))
}

/// After a quote's beginning nothing comes that its writer may have added. Some programs quote without any mark; then
/// the line before has to name a time or an address.
fn is_quoted_to_the_end(lines: &[(usize, &str)], only_quotes: &[bool], at: usize) -> bool {
    let first = (at..lines.len().min(at + 20)).find(|at| is_quote(lines[*at].1.trim()));
    first
        .map_or_else(|| lines[at].1.contains(|letter: char| letter.is_numeric() || letter == '@'), |at| only_quotes[at])
}

/// `Sent from my phone`, where only quotes follow it.
fn is_sent_from(lines: &[(usize, &str)], at: usize) -> bool {
    let lower = lines[at].1.trim().to_lowercase();
    lower.len() < 80
        && SENT_FROM.iter().any(|words| lower.starts_with(words))
        && next(lines, at)
            .is_none_or(|next| is_attribution(lines, next) || is_quote(lines[next].1.trim()) || is_head(lines, next))
}
