//! Is a confidence of 0.8 right in eight of ten? Draws the reliability curve as SVG, readable on light and dark ground.
//! Must not know how confidence is computed.

use std::fmt::Write;

use crate::results::Outcome;

/// Points of the curve.
const BINS: usize = 8;
/// The square in which the curve is drawn, and what stands around it.
const SIDE: f64 = 320.0;
const LEFT: f64 = 60.0;
const TOP: f64 = 20.0;

/// Some answers that are about as sure: the mean confidence, the share that is right, and how many they are.
pub type Bin = (f64, f64, usize);

/// Sorted by confidence, as many in each bin.
pub fn bins(outcomes: &[&Outcome]) -> Vec<Bin> {
    let mut sorted: Vec<(f32, bool)> = outcomes.iter().map(|outcome| (outcome.confidence, outcome.is_right)).collect();
    sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
    let size = sorted.len().div_ceil(BINS).max(1);
    let of_bin = |bin: &[(f32, bool)]| {
        let count = bin.len() as f64;
        let confidence = bin.iter().map(|(confidence, _)| f64::from(*confidence)).sum::<f64>() / count;
        (confidence, bin.iter().filter(|(_, right)| *right).count() as f64 / count, bin.len())
    };
    sorted.chunks(size).map(of_bin).collect()
}

/// How far confidence and truth are apart in the mean of all answers.
pub fn error(bins: &[Bin]) -> f64 {
    let all: usize = bins.iter().map(|(_, _, count)| count).sum();
    bins.iter().map(|(confidence, right, count)| (confidence - right).abs() * *count as f64).sum::<f64>()
        / all.max(1) as f64
}

/// Each curve has a name and a colour.
pub fn draw(curves: &[(&str, &str, Vec<Bin>)]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 520 400\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n\
         <title>Reliability of Theo's confidence</title>\n\
         <style>svg { color: #334155 } @media (prefers-color-scheme: dark) { svg { color: #cbd5e1 } }</style>\n",
    );
    let (x, y) = (|value: f64| LEFT + value * SIDE, |value: f64| TOP + (1.0 - value) * SIDE);
    for step in 0..=5 {
        let value = f64::from(step) / 5.0;
        let (across, down) = (x(value), y(value));
        let (bottom, right) = (y(0.0), x(1.0));
        put(
            &mut svg,
            &format!(
                "<path d=\"M{LEFT} {down:.1}H{right} M{across:.1} {TOP}V{bottom}\" stroke=\"currentColor\" stroke-opacity=\"0.15\"/>"
            ),
        );
        put(
            &mut svg,
            &format!(
                "<text x=\"{across:.1}\" y=\"{:.1}\" text-anchor=\"middle\" fill=\"currentColor\">{value:.1}</text>",
                bottom + 18.0
            ),
        );
        put(
            &mut svg,
            &format!(
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"currentColor\">{value:.1}</text>",
                LEFT - 8.0,
                down + 4.0
            ),
        );
    }
    put(
        &mut svg,
        &format!(
            "<path d=\"M{} {}L{} {}\" stroke=\"currentColor\" stroke-dasharray=\"4 4\"/>",
            x(0.0),
            y(0.0),
            x(1.0),
            y(1.0)
        ),
    );
    for (number, (name, colour, bins)) in curves.iter().enumerate() {
        let points: Vec<String> =
            bins.iter().map(|(confidence, right, _)| format!("{:.1},{:.1}", x(*confidence), y(*right))).collect();
        put(
            &mut svg,
            &format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                points.join(" ")
            ),
        );
        for (confidence, right, count) in bins {
            let (across, down) = (x(*confidence), y(*right));
            put(
                &mut svg,
                &format!(
                    "<circle cx=\"{across:.1}\" cy=\"{down:.1}\" r=\"4\" fill=\"{colour}\"><title>{count} answers: {confidence:.2} sure, {right:.2} right</title></circle>"
                ),
            );
        }
        put(
            &mut svg,
            &format!(
                "<text x=\"{}\" y=\"{}\" fill=\"{colour}\">● {name}</text>",
                x(1.0) + 12.0,
                TOP + 14.0 + 20.0 * number as f64
            ),
        );
    }
    put(
        &mut svg,
        &format!(
            "<text x=\"{}\" y=\"390\" text-anchor=\"middle\" fill=\"currentColor\">how sure Theo is</text>",
            x(0.5)
        ),
    );
    put(
        &mut svg,
        &format!(
            "<text transform=\"translate(18 {}) rotate(-90)\" text-anchor=\"middle\" fill=\"currentColor\">how many are right</text>",
            y(0.5)
        ),
    );
    svg.push_str("</svg>\n");
    svg
}

fn put(svg: &mut String, line: &str) {
    writeln!(svg, "{line}").expect("a string takes all");
}
