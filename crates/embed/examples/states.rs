//! Writes the states of texts, for training: `states MODEL < TEXTS > STATES`.
//!
//! TEXTS holds a JSON array `["q" or "p", text]` a line. For each line STATES has the number of pieces (u32), for each piece where it begins
//! and ends in the text (u32, bytes), and its numbers (f32); all little-endian.

use std::io::{BufRead, BufWriter, Write, stdin, stdout};
use std::path::Path;

use onrecord_embed::Model;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("states MODEL < TEXTS > STATES")?;
    let model = Model::open(Path::new(&path))?;
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        {
            let line = &line?;
            let (kind, text): (String, String) = serde_json::from_str(line)?;
            let states = if kind == "q" { model.question_states(&[text])? } else { model.passage_states(&[text])? };
            for states in states {
                out.write_all(&(states.places.len() as u32).to_le_bytes())?;
                for place in &states.places {
                    out.write_all(&(place.start as u32).to_le_bytes())?;
                    out.write_all(&(place.end as u32).to_le_bytes())?;
                }
                for value in &states.values {
                    out.write_all(&value.to_le_bytes())?;
                }
            }
        }
    }
    Ok(out.flush()?)
}
