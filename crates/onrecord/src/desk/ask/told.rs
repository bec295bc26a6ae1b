//! An answer as programs get it.

use std::time::Instant;

use onrecord_model::Evidence;
use serde_json::{Value, json};

use super::{Asking, Weighed};

impl Asking {
    /// Returns it as programs get it; `start` is when the question came.
    pub(crate) fn json(&self, question: &str, start: Instant, explain: bool) -> Value {
        let answer = &self.answer;
        let mut object = json!({
            "question": question,
            "language": self.plan.language,
            "status": answer.status(),
            "answer": answer.markdown(),
            "perhaps": answer.perhaps(),
            "evidence": with_probability(answer.evidence()),
            "disputes": answer.disputes(),
            "nearest": with_probability(answer.nearest()),
            "took_ms": start.elapsed().as_secs_f64() * 1000.0,
        });
        if let Some(reason) = &self.reason {
            object["reason"] = json!(reason);
        }
        if !self.missing.is_empty() {
            object["complete"] = json!(false);
            object["missing"] = json!(self.missing);
        }
        if !self.remarks.is_empty() {
            object["remarks"] = json!(self.remarks);
        }
        if explain {
            let lines: Vec<String> = self.weighed.iter().flat_map(Weighed::lines).collect();
            object["explain"] = json!(lines);
            object["weighed"] = json!(self.weighed);
        }
        object
    }
}

/// Returns pieces with how likely each answers, 0 to 1, and the words that do, where they are known.
fn with_probability(pieces: &[Evidence]) -> Vec<Value> {
    let object = |piece: &Evidence| {
        let mut object = json!(piece);
        object["answer"] = json!(piece.answer);
        object["probability"] = json!((f64::from(piece.score) * 1000.0).round() / 1000.0);
        object
    };
    pieces.iter().map(object).collect()
}
