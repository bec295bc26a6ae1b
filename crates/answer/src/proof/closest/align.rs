//! Aligns a quotation with a stretch of a text, letter by letter, with gaps (Gotoh 1982).

const MATCH: i32 = 20;
const MISMATCH: i32 = -16;
const OPEN: i32 = -22;
/// Letters of the text that the quotation lacks.
const SKIP: i32 = -2;
/// Letters of the quotation that the text lacks.
const EXTRA: i32 = -3;

/// Returns the pairs of equal letters (place in `quotation`, place in `text`) of the best alignment.
pub(super) fn align(quotation: &[char], text: &[char]) -> Vec<(usize, usize)> {
    const LOW: i32 = i32::MIN / 2;
    let (n_rows, width) = (quotation.len() + 1, text.len() + 1);
    // For each cell and state, from which state the best path came: two bits each.
    let mut trace = vec![0u8; n_rows * width];
    let (mut paired, mut skipped, mut extra) = (vec![0i32; width], vec![LOW; width], vec![LOW; width]);
    for row in 1..n_rows {
        let (mut corner_p, mut corner_s, mut corner_e) = (paired[0], skipped[0], extra[0]);
        paired[0] = LOW;
        skipped[0] = LOW;
        extra[0] = OPEN + EXTRA * (row as i32 - 1);
        trace[row * width] = 2 << 4;
        for column in 1..width {
            let (best, from) = best_of(corner_p, corner_s, corner_e);
            (corner_p, corner_s, corner_e) = (paired[column], skipped[column], extra[column]);
            let (extra_best, extra_from) = best_of(corner_p + OPEN, corner_s + OPEN, corner_e + EXTRA);
            let (skip_best, skip_from) =
                best_of(paired[column - 1] + OPEN, skipped[column - 1] + SKIP, extra[column - 1] + OPEN);
            paired[column] = best + if quotation[row - 1] == text[column - 1] { MATCH } else { MISMATCH };
            skipped[column] = skip_best;
            extra[column] = extra_best;
            trace[row * width + column] = from | skip_from << 2 | extra_from << 4;
        }
    }
    let score = |column: usize| paired[column].max(extra[column]);
    let mut column = (0..width).max_by_key(|&column| (score(column), std::cmp::Reverse(column))).unwrap_or(0);
    let mut state = if paired[column] >= extra[column] { 0 } else { 2 };
    let mut row = n_rows - 1;
    let mut pairs = Vec::new();
    while row > 0 {
        let from = trace[row * width + column] >> (2 * state) & 3;
        match state {
            0 => {
                row -= 1;
                column -= 1;
                if quotation[row] == text[column] {
                    pairs.push((row, column));
                }
            }
            1 => column -= 1,
            _ => row -= 1,
        }
        state = from;
    }
    pairs.reverse();
    pairs
}

fn best_of(paired: i32, skipped: i32, extra: i32) -> (i32, u8) {
    if paired >= skipped && paired >= extra {
        (paired, 0)
    } else if skipped >= extra {
        (skipped, 1)
    } else {
        (extra, 2)
    }
}
