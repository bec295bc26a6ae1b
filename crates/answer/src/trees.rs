//! Boosted regression trees, as they were learned: what says how likely a piece answers, and which of its features said so.
//!
//! A tree is a line: in order of depth, `name threshold` for a fork (left where the feature is at most the threshold) and a number for
//! a leaf. The sum over all trees is the logarithm of the odds (Friedman, “Greedy function approximation”, 2001).

/// One place in a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    /// Left is the node behind; right the one at this position.
    Fork {
        feature: usize,
        threshold: f32,
        right: usize,
        mean: f32,
    },
    Leaf(f32),
}

/// Trees over features that have names.
#[derive(Debug, Clone)]
pub(crate) struct Trees {
    trees: Vec<Vec<Node>>,
}

impl Trees {
    /// Reads trees. An error names the line that is none, or a feature that is not among `names`.
    pub(crate) fn parse(text: &str, names: &[&str]) -> Result<Self, String> {
        let mut trees = Vec::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            let mut nodes = Vec::new();
            let mut words = line.split(' ');
            grow(&mut words, names, &mut nodes).map_err(|why| format!("line {}: {why}", at + 1))?;
            if words.next().is_some() {
                return Err(format!("line {}: something stands behind the tree", at + 1));
            }
            trees.push(nodes);
        }
        Ok(Self { trees })
    }

    /// Returns the logarithm of the odds.
    pub(crate) fn sum(&self, features: &[f32]) -> f32 {
        self.trees.iter().map(|nodes| leaf(nodes, features)).sum()
    }

    /// Returns how much each feature moved the sum, in the order of the features: at each fork the step from the mean of both ways to
    /// the mean of the way that was taken.
    pub(crate) fn moved(&self, features: &[f32]) -> Vec<f32> {
        let mut moved = vec![0.0; features.len()];
        for nodes in &self.trees {
            let mut at = 0;
            while let Some(&Node::Fork { feature, threshold, right, mean }) = nodes.get(at) {
                at = if features.get(feature).copied().unwrap_or(0.0) <= threshold { at + 1 } else { right };
                if let Some(moved) = moved.get_mut(feature) {
                    *moved += nodes.get(at).map_or(0.0, |node| node.mean()) - mean;
                }
            }
        }
        moved
    }
}

impl Node {
    fn mean(&self) -> f32 {
        match self {
            Self::Fork { mean, .. } | Self::Leaf(mean) => *mean,
        }
    }
}

fn leaf(nodes: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match nodes.get(at) {
            Some(&Node::Fork { feature, threshold, right, .. }) => {
                at = if features.get(feature).copied().unwrap_or(0.0) <= threshold { at + 1 } else { right };
            }
            Some(&Node::Leaf(value)) => return value,
            None => return 0.0,
        }
    }
}

/// No tree is deeper: it is read by recursion.
const DEEPEST: usize = 64;

fn grow<'a>(words: &mut impl Iterator<Item = &'a str>, names: &[&str], nodes: &mut Vec<Node>) -> Result<f32, String> {
    grow_below(words, names, nodes, 0)
}

/// Reads one node with all below it; returns the mean of its leaves.
fn grow_below<'a>(
    words: &mut impl Iterator<Item = &'a str>,
    names: &[&str],
    nodes: &mut Vec<Node>,
    depth: usize,
) -> Result<f32, String> {
    let number = |word: &str| word.parse::<f32>().map_err(|_| format!("{word:?} is neither a feature nor a number"));
    let word = words.next().ok_or("the tree ends too soon")?;
    let Some(feature) = names.iter().position(|name| *name == word) else {
        let value = number(word)?;
        nodes.push(Node::Leaf(value));
        return Ok(value);
    };
    if depth == DEEPEST {
        return Err(format!("the tree is deeper than {DEEPEST}"));
    }
    let threshold = number(words.next().ok_or("the tree ends too soon")?)?;
    let here = nodes.len();
    nodes.push(Node::Leaf(0.0));
    let left = grow_below(words, names, nodes, depth + 1)?;
    let right_at = nodes.len();
    let right = grow_below(words, names, nodes, depth + 1)?;
    let mean = f32::midpoint(left, right);
    nodes[here] = Node::Fork { feature, threshold, right: right_at, mean };
    Ok(mean)
}

/// Returns the probability of odds whose logarithm this is.
pub(crate) fn probability(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["words", "names"];

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let trees = Trees::parse("words 0.5 names 1 -2 -1 3\n0.25", &NAMES).expect("trees");
        assert_eq!(trees.sum(&[0.5, 1.0]), -1.75);
        assert_eq!(trees.sum(&[0.5, 2.0]), -0.75);
        assert_eq!(trees.sum(&[0.6, 0.0]), 3.25);
    }

    #[test]
    fn what_each_feature_moved_adds_up() {
        let trees = Trees::parse("words 0.5 names 1 -2 -1 3", &NAMES).expect("a tree");
        assert_eq!(trees.moved(&[0.5, 2.0]), [-2.25, 0.5]);
        assert_eq!(trees.moved(&[0.6, 2.0]), [2.25, 0.0]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for line in ["", "words", "words 0.5 1", "words x 1 2", "1 2", "titles 0.5 1 2"] {
            assert!(Trees::parse(&format!("{line}\n "), &NAMES).is_err(), "{line:?}");
        }
        assert!(Trees::parse(&"words 0 ".repeat(100_000), &NAMES).is_err());
    }
}
