//! Which vectors does an endpoint give? Reads its answer and holds it to what was asked: one for each text, all of one size.
//! Must not know what the texts are.

use serde::Deserialize;
use serde_json::Value;

use super::{Error, Usage, errors, estimate};

/// Numbers of one vector, at most.
const WIDEST: usize = 8192;

#[derive(Deserialize)]
struct Answer {
    data: Vec<Item>,
    #[serde(default)]
    usage: Value,
}

#[derive(Deserialize)]
struct Item {
    /// Their order where it is missing.
    index: Option<usize>,
    embedding: Vec<f32>,
}

pub(super) fn read(bytes: &[u8], texts: &[&str]) -> Result<(Vec<Vec<f32>>, Usage), Error> {
    let garbage = |why: &str| Error::Garbage(why.to_owned());
    let Ok(answer) = serde_json::from_slice::<Answer>(bytes) else {
        let object: Value = serde_json::from_slice(bytes).map_err(|_| garbage("it is not JSON"))?;
        return Err(errors::of_object(&object).unwrap_or_else(|| garbage("it holds no vectors")));
    };
    let mut vectors = vec![Vec::new(); texts.len()];
    for (place, item) in answer.data.into_iter().enumerate() {
        let vector = vectors.get_mut(item.index.unwrap_or(place));
        *vector.ok_or_else(|| garbage("it holds a vector that was not asked for"))? = item.embedding;
    }
    let width = vectors.first().map_or(0, Vec::len);
    let fits = |vector: &Vec<f32>| vector.len() == width && vector.iter().all(|number| number.is_finite());
    let is_sized = texts.is_empty() || (1..=WIDEST).contains(&width);
    if !is_sized || !vectors.iter().all(fits) {
        return Err(garbage("its vectors are missing or of different sizes"));
    }
    let said = ["prompt_tokens", "total_tokens"].iter().find_map(|name| answer.usage[name].as_u64());
    let input = said.unwrap_or_else(|| texts.iter().map(|text| estimate(text)).sum());
    Ok((vectors, Usage { input, output: 0 }))
}
