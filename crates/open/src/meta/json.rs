//! Reads a page's JSON-LD: what it says of its article.

use serde_json::Value;

/// What the JSON-LD of a page says of its article.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// Its headline.
    pub headline: Option<String>,
    /// Its authors' names.
    pub authors: Vec<String>,
    /// Its publisher's name.
    pub publisher: Option<String>,
    /// Its days of publication, as written; more than one where blocks differ.
    pub published: Vec<String>,
    /// When it was changed, as written.
    pub modified: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The name of the whole site.
    pub site: Option<String>,
}

/// Nodes of a page's JSON-LD that are looked at.
const NODES: usize = 400;

/// Returns what the blocks of JSON-LD say of the article; blocks that are no JSON say nothing.
pub(crate) fn article(json_ld: &[&str]) -> Article {
    let blocks: Vec<Value> = json_ld.iter().filter_map(|block| parsed(block)).collect();
    let mut nodes = Vec::new();
    for block in &blocks {
        gather(block, 0, &mut nodes);
    }
    let mut article = Article::default();
    for node in nodes.iter().filter(|node| is_kind(node, &["article", "posting", "report", "review"])) {
        fill(&mut article, node, &nodes);
    }
    for node in &nodes {
        if is_kind(node, &["webpage", "videoobject", "creativework", "interview"]) {
            let mut other = Article::default();
            fill(&mut other, node, &nodes);
            article.headline = article.headline.or(other.headline);
            if article.published.is_empty() {
                article.published = other.published;
            }
            article.modified = article.modified.or(other.modified);
            article.publisher = article.publisher.or(other.publisher);
            if article.authors.is_empty() {
                article.authors = other.authors;
            }
        }
        if is_kind(node, &["website", "organization"]) && article.site.is_none() {
            article.site = text(node.get("name"));
        }
    }
    article
}

/// Parses one block, with the mistakes that outlets make: comments around it, line breaks in strings, a last comma.
fn parsed(block: &str) -> Option<Value> {
    let block = block.trim();
    let block = block.strip_prefix("<!--").unwrap_or(block);
    let block = block.strip_prefix("//<![CDATA[").or_else(|| block.strip_prefix("<![CDATA[")).unwrap_or(block);
    let block = block.trim().trim_end_matches("-->").trim_end().trim_end_matches("//]]>").trim_end_matches("]]>");
    let block = block.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(block) {
        return Some(value);
    }
    serde_json::from_str(&mended(block)).ok()
}

/// Returns the block with control characters in strings made spaces, and commas before a closing bracket left out.
fn mended(block: &str) -> String {
    let mut out = String::with_capacity(block.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for char in block.chars() {
        if is_string {
            if is_escaped {
                is_escaped = false;
            } else if char == '\\' {
                is_escaped = true;
            } else if char == '"' {
                is_string = false;
            }
            out.push(if char.is_control() { ' ' } else { char });
            continue;
        }
        if char == '"' {
            is_string = true;
        } else if matches!(char, '}' | ']') {
            out.truncate(out.trim_end().len());
            if out.ends_with(',') {
                out.pop();
            }
        }
        out.push(char);
    }
    out
}

fn gather<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Value>) {
    if depth > 4 || nodes.len() >= NODES {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, depth + 1, nodes)),
        Value::Object(fields) => {
            nodes.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = fields.get(key) {
                    gather(inner, depth + 1, nodes);
                }
            }
        }
        _ => {}
    }
}

fn is_kind(node: &Value, kinds: &[&str]) -> bool {
    let is_one = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.to_lowercase();
            kinds.iter().any(|known| kind.ends_with(known))
        })
    };
    match node.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_one),
        Some(kind) => is_one(kind),
        None => false,
    }
}

fn fill(article: &mut Article, node: &Value, nodes: &[&Value]) {
    let name = |value: &Value| name(value).or_else(|| referred(value, nodes));
    let first = |into: &mut Option<String>, found: Option<String>| {
        if into.is_none() {
            *into = found;
        }
    };
    first(&mut article.headline, text(node.get("headline")).or_else(|| text(node.get("name"))));
    first(&mut article.publisher, node.get("publisher").and_then(&name));
    first(&mut article.modified, text(node.get("dateModified")));
    first(&mut article.url, text(node.get("url")));
    if let Some(published) = text(node.get("datePublished"))
        && !article.published.contains(&published)
    {
        article.published.push(published);
    }
    if article.authors.is_empty() {
        article.authors = match node.get("author") {
            Some(Value::Array(authors)) => authors.iter().filter_map(&name).collect(),
            Some(author) => name(author).into_iter().collect(),
            None => node
                .get("creator")
                .map(|creator| match creator {
                    Value::Array(creators) => creators.iter().filter_map(&name).collect(),
                    creator => name(creator).into_iter().collect(),
                })
                .unwrap_or_default(),
        };
    }
}

/// Returns the name of the node that a value points at by its `@id` alone.
fn referred(value: &Value, nodes: &[&Value]) -> Option<String> {
    let id = value.get("@id")?.as_str()?;
    nodes.iter().find_map(|node| (node.get("@id")?.as_str()? == id).then(|| name(node))?)
}

/// Returns a name that is given alone or in an object.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(_) => text(Some(value)),
        Value::Object(fields) => match fields.get("name") {
            Some(Value::Array(names)) => text(names.first()),
            found => text(found),
        },
        Value::Array(values) => values.first().and_then(|value| match value {
            Value::Array(_) => None,
            value => name(value),
        }),
        _ => None,
    }
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.as_str(),
        Value::Array(values) => values.first()?.as_str()?,
        _ => return None,
    };
    let text = crate::markup::decoded(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.len() < 2000).then_some(text)
}
