//! In which of the languages that Theo speaks by himself does somebody write? By the small words that each is full of.
//! Must not know what is said.

/// A language that the customer may be told something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    German,
    French,
    Spanish,
    Portuguese,
    Italian,
    Dutch,
    Polish,
    Turkish,
}

use Language::{Dutch, English, French, German, Italian, Polish, Portuguese, Spanish, Turkish};

const SMALL_WORDS: &[(Language, &str)] = &[
    (English, "the and is are you my i to of how do can it what with for not your have this"),
    (German, "der die das und ist ich sie nicht wie mit ein eine mein meine kann für auf zu es habe wo bitte"),
    (French, "le la les et est je vous ne pas comment avec un une mon ma puis pour sur des du ai où c'est"),
    (Spanish, "el la los y es yo usted no cómo como con un una mi puedo para por qué de está dónde hola"),
    (Portuguese, "o os e é eu você não como com um uma meu minha posso para por que do da está onde olá"),
    (Italian, "il lo gli e è io non come con un una mio mia posso per che di del della sono dove ciao"),
    (Dutch, "de het een en is ik u niet hoe met mijn kan voor op te van heb waar dat wat"),
    (Polish, "i jest nie jak z moje mój moja mogę na do to co się czy gdzie w dla proszę mam"),
    (Turkish, "ve bir bu ne nasıl için değil mi mı ben benim var yok nerede ile de da lütfen musunuz"),
];

/// English where nothing tells.
pub(crate) fn of(text: &str) -> Language {
    let text = text.to_lowercase();
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphabetic() && letter != '\'').filter(|word| !word.is_empty()).collect();
    let count = |small: &str| {
        let small: Vec<&str> = small.split(' ').collect();
        words.iter().filter(|word| small.contains(word)).count()
    };
    let mut best = (English, 0);
    for (language, small) in SMALL_WORDS {
        let many = count(small);
        if many > best.1 {
            best = (*language, many);
        }
    }
    best.0
}

impl Language {
    /// What a customer is told when a human is called.
    pub(crate) fn announcement(self) -> &'static str {
        match self {
            English => "I am passing you on to a colleague, who will answer you here.",
            German => "Ich gebe das an eine Kollegin oder einen Kollegen weiter. Die Antwort kommt hier.",
            French => "Je transmets votre demande à un collègue, qui vous répondra ici.",
            Spanish => "Paso su consulta a un compañero, que le responderá aquí.",
            Portuguese => "Vou passar a sua pergunta a um colega, que lhe responderá aqui.",
            Italian => "Passo la sua richiesta a un collega, che le risponderà qui.",
            Dutch => "Ik geef uw vraag door aan een collega, die u hier antwoordt.",
            Polish => "Przekazuję sprawę koleżance lub koledze. Odpowiedź pojawi się tutaj.",
            Turkish => "Sizi bir ekip arkadaşıma aktarıyorum. Size buradan yanıt verecek.",
        }
    }

    /// Its code.
    #[cfg(test)]
    fn is_spoken_in(self, text: &str) -> bool {
        of(text) == self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_is_told_by_its_small_words() {
        let texts = [
            (English, "How do I return the jacket?"),
            (German, "Wie kann ich die Jacke zurückgeben?"),
            (French, "Comment puis-je renvoyer la veste ?"),
            (Spanish, "¿Cómo puedo devolver la chaqueta que compré?"),
            (Portuguese, "Como posso devolver o casaco que comprei? Não serve."),
            (Italian, "Come posso restituire la giacca che non mi va?"),
            (Dutch, "Hoe kan ik de jas terugsturen die ik heb gekocht?"),
            (Polish, "Jak mogę zwrócić kurtkę? Nie jest dla mnie dobra."),
            (Turkish, "Ceketi nasıl iade edebilirim? Bu bana küçük, ne yapmam için var?"),
        ];
        for (language, text) in texts {
            assert!(language.is_spoken_in(text), "{text}");
        }
        assert!(English.is_spoken_in("???"));
    }
}
