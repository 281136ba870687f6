//! With what is confidence to be computed? A logistic regression over the tuned part, by plain descent.
//! Must not see a question that is held out.

use crate::data::Kind;
use crate::results::Outcome;

/// How much large factors are held back.
const CALM: f64 = 0.01;
const STEPS: usize = 60_000;
const RATE: f64 = 0.3;

/// Prints the constants of `src/confidence.rs`.
pub fn print(outcomes: &[Outcome]) {
    let tuned =
        outcomes.iter().filter(|outcome| !outcome.question.is_held_out() && outcome.question.kind != Kind::Handoff);
    let rows: Vec<([f64; 2], f64)> = tuned
        .filter_map(|outcome| {
            let signs = outcome.signs?;
            let inputs = [signs.coverage, signs.lead].map(f64::from);
            Some((inputs, f64::from(u8::from(outcome.is_right))))
        })
        .collect();
    let count = rows.len() as f64;
    let mean = |of: &dyn Fn(&[f64; 2]) -> f64| rows.iter().map(|(inputs, _)| of(inputs)).sum::<f64>() / count;
    let means: [f64; 2] = std::array::from_fn(|at| mean(&|inputs| inputs[at]));
    let spreads: [f64; 2] = std::array::from_fn(|at| mean(&|inputs| (inputs[at] - means[at]).powi(2)).sqrt());
    let (mut factors, mut base) = ([0.0; 2], 0.0);
    for _ in 0..STEPS {
        let (mut slopes, mut slope) = (factors.map(|factor| CALM * factor), 0.0);
        for (inputs, right) in &rows {
            let inputs: [f64; 2] = std::array::from_fn(|at| (inputs[at] - means[at]) / spreads[at]);
            let sum: f64 = base + inputs.iter().zip(factors).map(|(input, factor)| input * factor).sum::<f64>();
            let error = (1.0 / (1.0 + (-sum).exp()) - right) / count;
            slope += error;
            slopes.iter_mut().zip(inputs).for_each(|(slope, input)| *slope += error * input);
        }
        base -= RATE * slope;
        factors.iter_mut().zip(slopes).for_each(|(factor, slope)| *factor -= RATE * slope);
    }
    let factors: [f64; 2] = std::array::from_fn(|at| factors[at] / spreads[at]);
    base -= factors.iter().zip(means).map(|(factor, mean)| factor * mean).sum::<f64>();
    println!("BASE {base:.2}, COVERAGE {:.2}, LEAD {:.2}", factors[0], factors[1]);
}
