//! Does our arithmetic give what the model's own gives? Compared with figures of another program that runs the same file.

use super::{Encoder, Side};

fn encoder() -> Encoder {
    Encoder::open(crate::WEIGHTS.expect("the model is there: scripts/model --required")).expect("the model can be read")
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

#[test]
fn a_text_is_cut_as_the_model_was_taught() {
    let encoder = encoder();
    let cut = |text: &str| -> Vec<u32> { encoder.tokenizer.cut(text, 500).iter().map(|token| token.piece).collect() };
    let spanish = "passage: Las devoluciones son gratuitas dentro de 30 días; ¿cómo envío el paquete?";
    let expected = [
        46692, 12, 5599, 8, 23232, 3825, 775, 55612, 7, 8582, 8, 496, 8163, 74, 3936, 190900, 124419, 88, 249, 944, 67,
        32,
    ];
    assert_eq!(cut(spanish), expected);
    let mixed = "query: Größe 42 umtauschen 返品できます Ünïcödé  x";
    let expected =
        [41, 1294, 12, 66461, 4828, 286, 182917, 33, 6, 15527, 3730, 27463, 8578, 19, 9392, 238, 21166, 446, 1022];
    assert_eq!(cut(mixed), expected);
    assert_eq!(cut("  cafe\u{301} \t\n "), cut("café"), "letters are composed, spaces are one");
    assert_eq!(cut(""), Vec::<u32>::new());
    assert_eq!(encoder.tokenizer.cut(&"word ".repeat(1_000), 20).len(), 20);
}

#[test]
fn vectors_are_those_of_the_model() {
    let encoder = encoder();
    let known = [
        ("how much protein per day", [0.01377, -0.02399, -0.04313, -0.05538, 0.10975, -0.03885, 0.00875, 0.05026]),
        (
            "a b c d e f g h i j k l m n o p q r s t u v",
            [0.07699, -0.00921, -0.01115, -0.07870, 0.06267, -0.05361, 0.04937, 0.08584],
        ),
        (
            "how much protein per day how much protein per day how much protein per day",
            [0.01974, -0.02313, -0.03652, -0.05277, 0.11292, -0.04041, 0.01103, 0.06657],
        ),
    ];
    for (text, expected) in known {
        let mean = encoder.mean(Side::Query, &[text]);
        let length = cosine(&mean, &mean).sqrt();
        for (value, expected) in mean.iter().zip(expected) {
            assert!((value / length - expected).abs() < 0.012, "{text}: {} is not {expected}", value / length);
        }
    }
}

#[test]
fn what_is_read_together_is_read_as_if_alone() {
    let encoder = encoder();
    let long = "Returns are free within thirty days. ".repeat(90);
    let texts = ["Returns are free.", "", "¿Cuánto cuesta?", &long, "Versand"];
    let together = encoder.vectors(Side::Passage, &texts);
    for (text, vector) in texts.iter().zip(&together) {
        let alone = &encoder.vectors(Side::Passage, &[text])[0];
        assert!(cosine(vector, alone) > 0.999, "{text}");
    }
    assert_eq!(encoder.vectors(Side::Query, &[]), Vec::<Vec<f32>>::new());
}

#[test]
fn an_answer_is_near_its_question_in_any_language() {
    let encoder = encoder();
    let answers = [
        "You can send anything back within thirty days, free of charge.",
        "We are open from nine to five, Monday to Friday.",
        "We accept Visa, Mastercard and bank transfer.",
    ];
    let answers = encoder.vectors(Side::Passage, &answers);
    let questions = [
        ("Wie kann ich die Schuhe zurückgeben?", 0),
        ("À quelle heure ouvrez-vous ?", 1),
        ("¿Puedo pagar con tarjeta?", 2),
        ("Posso devolver o que comprei?", 0),
        ("çalışma saatleriniz nedir?", 1),
    ];
    for (question, right) in questions {
        let vector = &encoder.vectors(Side::Query, &[question])[0];
        let best =
            (0..3).max_by(|one, other| cosine(vector, &answers[*one]).total_cmp(&cosine(vector, &answers[*other])));
        assert_eq!(best, Some(right), "{question}");
    }
}

#[test]
fn each_piece_of_a_text_has_a_meaning_and_a_rarity() {
    let encoder = encoder();
    let reading = encoder.readings(Side::Query, &["the tachometer is"]).remove(0);
    assert!(reading.pieces.len() >= 3 && reading.pieces[0].opens);
    let rarest =
        reading.pieces.iter().max_by(|one, other| one.rarity.total_cmp(&other.rarity)).map(|piece| piece.rarity);
    assert!(rarest > Some(reading.pieces[0].rarity));
    assert!(reading.pieces.iter().all(|piece| (cosine(&piece.vector, &piece.vector) - 1.0).abs() < 1e-3));
}
