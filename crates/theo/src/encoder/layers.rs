//! What does the model make of pieces? The states of a BERT (Devlin 2018, arXiv 1810.04805), computed with eight bits:
//! weights are rounded to a scale for each row once, what goes into a matrix to a scale for each token.
//! Must not know texts.

use rayon::prelude::*;
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{SimdOp, SimdUnaryOp};
use rten_tensor::{Matrix, MatrixLayout, NdTensorView};
use rten_vecmath::{ExtendInit, Gelu, MinMax, Normalize, NormalizeOptions, Quantize, Softmax, Sum, SumSquareSub};

use super::weights::{Rows, Shape, Unreadable, Weights};

/// Rows that are worth handing to another thread.
const SHARE: usize = 16;

type Bytes = GemmExecutor<u8, i8, i32>;
type Floats = GemmExecutor<f32, f32, f32>;

/// All of the model behind its vocabulary.
pub(super) struct Layers {
    pub shape: Shape,
    words: Rows,
    /// What a token's place in the text adds, with what is the same for all.
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    attended: Linear,
    joined: Linear,
    joined_norm: Norm,
    widened: Linear,
    narrowed: Linear,
    narrowed_norm: Norm,
}

impl Layers {
    pub fn new(weights: &Weights) -> Result<Self, Unreadable> {
        let shape = weights.shape;
        let mut places = weights.plain("emb.pos")?;
        let same = weights.plain("emb.type")?;
        for place in places.chunks_exact_mut(shape.hidden) {
            place.iter_mut().zip(&same).for_each(|(value, same)| *value += same);
        }
        let layers = (0..shape.layers).map(|number| Layer::new(weights, number)).collect::<Result<_, _>>()?;
        let words = weights.rows("emb.word", shape.hidden)?;
        Ok(Layers { shape, words, places, norm: Norm::new(weights, "emb.ln")?, layers })
    }

    /// The last states of the tokens of several texts, one after the other: each text is the numbers of its pieces.
    pub fn run(&self, texts: &[Vec<u32>]) -> Vec<f32> {
        let (bytes, floats) = (Bytes::default(), Floats::default());
        let mut states = self.enter(texts);
        let mut out = Vec::new();
        for layer in &self.layers {
            layer.attended.apply(&bytes, &states, &mut out);
            let context = self.attend(&floats, texts, &out);
            layer.joined.apply(&bytes, &context, &mut out);
            layer.joined_norm.add(&mut states, &out, self.shape.epsilon);
            layer.widened.apply(&bytes, &states, &mut out);
            out.par_chunks_mut(self.shape.inner).with_min_len(SHARE).for_each(|row| {
                Gelu {}.map_mut(row);
            });
            let inner = std::mem::take(&mut out);
            layer.narrowed.apply(&bytes, &inner, &mut out);
            layer.narrowed_norm.add(&mut states, &out, self.shape.epsilon);
        }
        states
    }

    /// What each piece means before it is read among others.
    fn enter(&self, texts: &[Vec<u32>]) -> Vec<f32> {
        let hidden = self.shape.hidden;
        let mut states = vec![0.0; texts.iter().map(Vec::len).sum::<usize>() * hidden];
        let tokens = texts.iter().flat_map(|text| text.iter().enumerate());
        for ((place, piece), state) in tokens.zip(states.chunks_exact_mut(hidden)) {
            self.words.read(*piece as usize, state);
            let place = &self.places[place * hidden..(place + 1) * hidden];
            state.iter_mut().zip(place).for_each(|(value, place)| *value += place);
        }
        self.norm.apply(&mut states, self.shape.epsilon);
        states
    }

    /// Each token takes from the tokens of its own text what they have for it; a part of the state for each head.
    fn attend(&self, gemm: &Floats, texts: &[Vec<u32>], attended: &[f32]) -> Vec<f32> {
        let (hidden, heads) = (self.shape.hidden, self.shape.heads);
        let width = hidden / heads;
        let matrix = NdTensorView::from_data([attended.len() / (3 * hidden), 3 * hidden], attended);
        let mut context = vec![0.0; attended.len() / 3];
        let mut rest = context.as_mut_slice();
        let mut start = 0;
        let mut parts = Vec::with_capacity(texts.len());
        for text in texts {
            let (part, after) = std::mem::take(&mut rest).split_at_mut(text.len() * hidden);
            parts.push((start..start + text.len(), part));
            (rest, start) = (after, start + text.len());
        }
        parts.into_par_iter().for_each(|(tokens, part)| {
            let of_heads: Vec<Vec<f32>> = (0..heads)
                .into_par_iter()
                .map(|head| {
                    let slice = |kind: usize| {
                        let first = kind * hidden + head * width;
                        matrix.slice((tokens.clone(), first..first + width))
                    };
                    one_head(gemm, slice(0), slice(1), slice(2))
                })
                .collect();
            for (row, out) in part.chunks_exact_mut(hidden).enumerate() {
                for (head, out) in of_heads.iter().zip(out.chunks_exact_mut(width)) {
                    out.copy_from_slice(&head[row * width..(row + 1) * width]);
                }
            }
        });
        context
    }
}

fn one_head(gemm: &Floats, query: Matrix<'_>, key: Matrix<'_>, value: Matrix<'_>) -> Vec<f32> {
    let (count, width) = (query.rows(), query.cols());
    let mut shares = vec![0.0; count * count];
    let scale = GemmOptions { alpha: 1.0 / (width as f32).sqrt(), ..GemmOptions::default() };
    gemm.gemm(&mut shares, GemmInputA::Unpacked(query), GemmInputB::Unpacked(key.transposed()), scale)
        .expect("the shapes fit");
    for row in shares.chunks_exact_mut(count) {
        Softmax::new_mut(row).dispatch();
    }
    let mut out = vec![0.0; count * width];
    let shares = NdTensorView::from_data([count, count], shares.as_slice());
    gemm.gemm(&mut out, GemmInputA::Unpacked(shares), GemmInputB::Unpacked(value), GemmOptions::default())
        .expect("the shapes fit");
    out
}

impl Layer {
    fn new(weights: &Weights, number: usize) -> Result<Self, Unreadable> {
        let (hidden, inner) = (weights.shape.hidden, weights.shape.inner);
        let linear = |width: usize, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| format!("l{number}.{name}")).collect();
            Linear::new(weights, width, &names)
        };
        Ok(Layer {
            attended: linear(hidden, &["q", "k", "v"])?,
            joined: linear(hidden, &["ao"])?,
            joined_norm: Norm::new(weights, &format!("l{number}.aln"))?,
            widened: linear(hidden, &["fi"])?,
            narrowed: linear(inner, &["fo"])?,
            narrowed_norm: Norm::new(weights, &format!("l{number}.oln"))?,
        })
    }
}

/// A matrix of weights, and what is added after it.
struct Linear {
    packed: PackedBMatrix<i8>,
    scales: Vec<f32>,
    /// The sum of the bytes of each row: what a byte that means zero adds by mistake. (The zero points of rten-gemm 0.27 are
    /// wrong from the ninth row on where there is AVX-512.)
    totals: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// Several matrices that take the same go side by side.
    fn new(weights: &Weights, width: usize, names: &[String]) -> Result<Self, Unreadable> {
        let (mut bytes, mut scales, mut totals, mut bias) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let mut row = vec![0.0; width];
        for name in names {
            let rows = weights.rows(&format!("{name}.w"), width)?;
            for number in 0..rows.count() {
                rows.read(number, &mut row);
                let largest = row.iter().fold(f32::MIN_POSITIVE, |largest, weight| weight.abs().max(largest));
                scales.push(largest / 127.0);
                let start = bytes.len();
                bytes.extend(row.iter().map(|weight| (weight * 127.0 / largest).round() as i8));
                totals.push(bytes[start..].iter().map(|byte| i32::from(*byte)).sum::<i32>() as f32);
            }
            bias.extend(weights.plain(&format!("{name}.b"))?);
        }
        let matrix = NdTensorView::from_data([scales.len(), width], bytes.as_slice());
        Ok(Linear { packed: Bytes::default().prepack_b(matrix.transposed()), scales, totals, bias })
    }

    fn apply(&self, gemm: &Bytes, input: &[f32], out: &mut Vec<f32>) {
        let (width, height) = (self.packed.rows(), self.packed.cols());
        let input = Rounded::new(input, width, gemm.may_saturate());
        let mut sums = vec![0; input.scales.len() * height];
        let matrix = NdTensorView::from_data([input.scales.len(), width], input.bytes.as_slice());
        let (matrix, packed) = (GemmInputA::Unpacked(matrix), GemmInputB::Packed(&self.packed));
        gemm.gemm(&mut sums, matrix, packed, GemmOptions::default()).expect("the shapes fit");
        out.clear();
        out.resize(sums.len(), 0.0);
        let rows = out.par_chunks_exact_mut(height).zip(sums.par_chunks_exact(height));
        rows.zip(&input.scales).zip(&input.zeros).with_min_len(SHARE).for_each(|(((out, sums), scale), zero)| {
            let weights = self.scales.iter().zip(&self.totals).zip(&self.bias);
            for ((out, sum), ((weight, total), bias)) in out.iter_mut().zip(sums).zip(weights) {
                *out = (*sum as f32 - f32::from(*zero) * total) * (scale * weight) + bias;
            }
        });
    }
}

/// What goes into a matrix, in eight bits: each row has its scale and the byte that means zero.
struct Rounded {
    bytes: Vec<u8>,
    scales: Vec<f32>,
    zeros: Vec<u8>,
}

impl Rounded {
    /// Where two products of eight bits may not fit into sixteen (x86 without VNNI), half of the steps are used.
    fn new(input: &[f32], width: usize, halved: bool) -> Self {
        let steps = if halved { 127.0 } else { 255.0 };
        let rows = input.len() / width;
        let mut rounded = Rounded {
            bytes: Vec::with_capacity(input.len()),
            scales: Vec::with_capacity(rows),
            zeros: Vec::with_capacity(rows),
        };
        for row in input.chunks_exact(width) {
            let (least, most) = MinMax::new(row).dispatch();
            let (least, most) = (least.min(0.0), most.max(f32::MIN_POSITIVE));
            let scale = (most - least) / steps;
            let zero = (-least / scale).round() as u8;
            rounded.bytes.extend_init(|spare| Quantize::new(row, &mut spare[..width], 1.0 / scale, zero).dispatch());
            rounded.scales.push(scale);
            rounded.zeros.push(zero);
        }
        rounded
    }
}

/// Layer normalisation (Ba 2016, arXiv 1607.06450).
struct Norm {
    scale: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn new(weights: &Weights, name: &str) -> Result<Self, Unreadable> {
        Ok(Norm { scale: weights.plain(&format!("{name}.w"))?, bias: weights.plain(&format!("{name}.b"))? })
    }

    fn apply(&self, states: &mut [f32], epsilon: f32) {
        states.par_chunks_exact_mut(self.scale.len()).with_min_len(SHARE).for_each(|state| self.one(state, epsilon));
    }

    fn add(&self, states: &mut [f32], other: &[f32], epsilon: f32) {
        let width = self.scale.len();
        let rows = states.par_chunks_exact_mut(width).zip(other.par_chunks_exact(width));
        rows.with_min_len(SHARE).for_each(|(state, other)| {
            state.iter_mut().zip(other).for_each(|(value, other)| *value += other);
            self.one(state, epsilon);
        });
    }

    fn one(&self, state: &mut [f32], epsilon: f32) {
        let width = state.len() as f32;
        let mean = Sum::new(state).dispatch() / width;
        let variance = SumSquareSub::new(state, mean).dispatch() / width;
        let options = NormalizeOptions {
            pre_scale_bias: mean,
            scale: 1.0 / (variance + epsilon).sqrt(),
            element_scale: Some(&self.scale),
            bias: 0.0,
            element_bias: Some(&self.bias),
        };
        Normalize::new_mut(state, options).dispatch();
    }
}
