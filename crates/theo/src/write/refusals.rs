//! Does a model say that it can't or won't? By how models begin to say so in the languages that Theo knows.
//! Must not know what was asked.

/// Each as parts that follow one another within one sentence, in lower case.
const PHRASES: &[&[&str]] = &[
    &["as an ai |as an ai,|as an ai-"],
    &["language model"],
    &["i can't ", "help|assist|answer|provide|comply|do that"],
    &["i cannot ", "help|assist|answer|provide|comply|do that"],
    &["i can not ", "help|assist|answer|provide|comply|do that"],
    &["i'm unable to "],
    &["i am unable to "],
    &["i'm not able to "],
    &["i am not able to "],
    &["i don't have ", "information|access|details|enough"],
    &["i do not have ", "information|access|details|enough"],
    &["i don't know"],
    &["i do not know"],
    &["passages ", "do not|don't|does not|doesn't|no information"],
    &["als ki-|als ki ", "modell|assistent|system"],
    &["sprachmodell"],
    &["ich kann ", "nicht helfen|nicht beantworten|keine auskunft|nicht weiterhelfen"],
    &["kann ich ", "nicht helfen|nicht beantworten|keine auskunft|nicht weiterhelfen|leider nicht"],
    &["ich habe ", "keine informationen|keinen zugriff"],
    &["mir liegen ", "keine informationen"],
    &["ich weiß es nicht"],
    &["en tant qu'ia |en tant qu'ia,"],
    &["modèle de langage"],
    &["je ne peux pas ", "aider|répondre|fournir"],
    &["je ne suis pas en mesure"],
    &["je n'ai pas ", "information|accès"],
    &["je ne dispose pas"],
    &["je ne sais pas"],
    &["como ia |como ia,"],
    &["modelo de lenguaje"],
    &["no puedo ", "ayudar|responder|proporcionar"],
    &["no tengo ", "información|acceso"],
    &["no lo sé"],
    &["modelo de linguagem"],
    &["não posso ", "ajudar|responder|fornecer"],
    &["não consigo ", "ajudar|responder|fornecer"],
    &["não tenho ", "informaç|acesso"],
    &["não sei"],
    &["modello linguistico"],
    &["non posso ", "aiutar|rispondere|fornire"],
    &["non ho ", "informazioni|accesso"],
    &["non lo so"],
    &["als ai-"],
    &["taalmodel"],
    &["ik kan ", "niet helpen|niet beantwoorden|geen antwoord"],
    &["ik heb ", "geen informatie|geen toegang"],
    &["ik weet het niet"],
    &["model językowy"],
    &["modelem językowym"],
    &["nie mogę ", "pomóc|odpowiedzieć|udzielić"],
    &["nie mam ", "informacji|dostępu"],
    &["nie wiem"],
    &["dil modeli"],
    &["yardımcı olam"],
    &["cevap verem"],
    &["bilgim yok"],
    &["bilmiyorum"],
];

pub(super) fn is_refusal(said: &str) -> bool {
    let said = said.to_lowercase().replace('’', "'");
    said.split(['.', '!', '?', '\n']).any(|sentence| PHRASES.iter().any(|phrase| holds(sentence, phrase)))
}

fn holds(sentence: &str, phrase: &[&str]) -> bool {
    let mut rest = sentence;
    phrase.iter().all(|part| {
        let found = part.split('|').filter_map(|way| rest.find(way).map(|at| at + way.len())).min();
        found.is_some_and(|end| {
            rest = &rest[end..];
            true
        })
    })
}

#[cfg(test)]
mod tests {
    use super::is_refusal;

    #[test]
    fn refusals_are_known_in_nine_languages() {
        for said in [
            "I'm sorry, but I can’t help with that request.",
            "As an AI language model I have no opinion.",
            "The passages do not mention refunds.",
            "Es tut mir leid, dabei kann ich Ihnen nicht helfen.",
            "Je suis désolé, je ne peux pas vous aider.",
            "Lo siento, no puedo ayudarte con eso.",
            "Desculpe, não posso ajudar com isso.",
            "Mi dispiace, non posso aiutarti.",
            "Sorry, ik kan je daar niet helpen.",
            "Przykro mi, nie mogę w tym pomóc.",
            "Üzgünüm, bu konuda yardımcı olamam.",
        ] {
            assert!(is_refusal(said), "{said}");
        }
    }

    #[test]
    fn an_answer_that_says_no_is_none() {
        for said in [
            "Sale items can't be returned [1].",
            "You cannot change the address after it was sent, but we can help you find it.",
            "Leider können reduzierte Artikel nicht zurückgegeben werden [1].",
            "Vous ne pouvez pas annuler une commande expédiée [2].",
        ] {
            assert!(!is_refusal(said), "{said}");
        }
    }
}
