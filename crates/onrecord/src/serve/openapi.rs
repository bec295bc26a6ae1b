//! What programs may ask, written once: the OpenAPI document is made of it, and a test asks each.

use serde_json::{Map, Value, json};

/// One thing that a program may ask.
pub(crate) struct Operation {
    /// `get` or `post`.
    pub method: &'static str,
    /// Its path.
    pub path: &'static str,
    /// Its name for generated clients.
    pub id: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// What may be asked in the address: name, type, what it is. A `!` before a name says that it has to be there.
    pub query: &'static [(&'static str, &'static str, &'static str)],
    /// The name of the schema of what is sent; empty where nothing is.
    pub body: &'static str,
    /// The name of the schema of what comes back.
    pub result: &'static str,
}

const PAGE: (&str, &str, &str) = ("limit", "integer", "things on a page, at most 500");
const CURSOR: (&str, &str, &str) = ("cursor", "string", "the `next` of the page before");

macro_rules! operations {
    ($(($method:literal, $path:literal, $id:literal, $summary:literal, $query:expr, $body:literal, $result:literal)),* $(,)?) => {
        &[$(Operation { method: $method, path: $path, id: $id, summary: $summary, query: $query, body: $body, result: $result }),*]
    };
}

/// Every operation.
pub(crate) const OPERATIONS: &[Operation] = operations![
    ("get", "/api/v1/status", "status", "Count what is in the archive", &[], "", "Status"),
    (
        "get",
        "/api/v1/sources",
        "listSources",
        "List the sources in the order they were added",
        &[
            ("outlet", "string", "only of this outlet"),
            ("language", "string", "only in this language: ko or en"),
            PAGE,
            CURSOR
        ],
        "",
        "Sources"
    ),
    ("post", "/api/v1/sources", "addSources", "Add sources, each as a line of JSON lines", &[], "NewSources", "Added"),
    (
        "get",
        "/api/v1/sources/show",
        "showSource",
        "Show what is known of a source, and its versions",
        &[("!key", "string", "its key")],
        "",
        "SourceInFull"
    ),
    (
        "get",
        "/api/v1/sources/text",
        "sourceText",
        "Get the text of a source, in code points",
        &[
            ("!key", "string", "its key"),
            ("start", "integer", "the first code point"),
            ("end", "integer", "the one after the last")
        ],
        "",
        "Text"
    ),
    ("post", "/api/v1/sources/set", "setSource", "Set fields of a source by hand", &[], "Fields", "Source"),
    ("post", "/api/v1/sources/remove", "removeSource", "Remove a source with all its versions", &[], "Key", "Object"),
    ("post", "/api/v1/sources/takedown", "takeDownSource", "Take a source down everywhere", &[], "Key", "Object"),
    ("get", "/api/v1/evidence/{id}", "getEvidence", "Get the words that an evidence id means", &[], "", "Evidence"),
    (
        "get",
        "/api/v1/ask",
        "ask",
        "Answer a question in words that stand in the sources, or silence",
        &[
            ("!q", "string", "the question"),
            ("speaker", "string", "only words of this person"),
            ("outlet", "string", "only sources of this outlet"),
            ("language", "string", "only sources in this language: ko or en"),
            ("since", "string", "only sources from this day on"),
            ("until", "string", "only sources up to this day"),
        ],
        "",
        "Answer"
    ),
    (
        "post",
        "/api/v1/ask",
        "askByBody",
        "The same, for a question that should stand in no log of addresses",
        &[],
        "Question",
        "Answer"
    ),
    (
        "get",
        "/api/v1/search",
        "search",
        "Find passages",
        &[("!q", "string", "the words"), ("k", "integer", "how many, at most 100")],
        "",
        "Hits"
    ),
    (
        "get",
        "/api/v1/quotes",
        "listQuotes",
        "List what was said, and by whom",
        &[
            ("speaker", "string", "only words of this person"),
            ("about", "string", "only with most of these words"),
            ("source", "string", "only of this source"),
            PAGE,
            CURSOR,
        ],
        "",
        "Quotes"
    ),
    (
        "post",
        "/api/v1/quotes/set",
        "setQuote",
        "Say who said it, that it is no quotation, or take that back",
        &[],
        "Correction",
        "Object"
    ),
    (
        "get",
        "/api/v1/people",
        "listPeople",
        "List who is named, the most mentioned first",
        &[PAGE, CURSOR],
        "",
        "People"
    ),
    (
        "get",
        "/api/v1/people/show",
        "showPerson",
        "Show whom a name means",
        &[("!name", "string", "any spelling, or a number such as p12")],
        "",
        "People"
    ),
    (
        "post",
        "/api/v1/people/settle",
        "settlePerson",
        "Merge, split, rename, keep apart, or undo",
        &[],
        "Settling",
        "Object"
    ),
    ("get", "/api/v1/works", "listWorks", "List works and events", &[], "", "Object"),
    (
        "get",
        "/api/v1/questions",
        "listQuestions",
        "List the questions",
        &[("state", "string", "only in this state: new, answering, answered, not-on-record or spam")],
        "",
        "Questions"
    ),
    ("post", "/api/v1/questions", "addQuestion", "Put a question on the list", &[], "NewQuestion", "Object"),
    (
        "post",
        "/api/v1/questions/settle",
        "settleQuestion",
        "Say what became of a question",
        &[],
        "QuestionState",
        "Object"
    ),
    ("post", "/api/v1/check", "check", "Check a draft in Markdown against the record", &[], "Draft", "Report"),
];

/// Returns the document, OpenAPI 3.1.
pub(crate) fn document() -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let of_path = paths.entry(operation.path).or_insert_with(|| json!({}));
        of_path[operation.method] = described(operation);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Onrecord", "version": env!("CARGO_PKG_VERSION"),
            "description": "An evidence desk. Positions are Unicode code points, half open. On this computer reading needs no token; what changes something always does.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Problem": {
                "description": "What went wrong, RFC 9457",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }},
        },
    })
}

fn described(operation: &Operation) -> Value {
    let mut parameters: Vec<Value> = operation
        .query
        .iter()
        .map(|(name, kind, about)| {
            let (name, is_needed) = name.strip_prefix('!').map_or((*name, false), |name| (name, true));
            json!({"name": name, "in": "query", "required": is_needed, "description": about, "schema": {"type": kind}})
        })
        .collect();
    if operation.path.contains("{id}") {
        parameters.push(json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}));
    }
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let mut described = json!({
        "operationId": operation.id, "summary": operation.summary, "parameters": parameters,
        "responses": {
            "200": {"description": "Done", "content": {"application/json": {"schema": schema(operation.result)}}},
            "default": {"$ref": "#/components/responses/Problem"},
        },
        "security": if operation.method == "get" { json!([{}, {"token": []}]) } else { json!([{"token": []}]) },
    });
    if !operation.body.is_empty() {
        described["requestBody"] =
            json!({"required": true, "content": {"application/json": {"schema": schema(operation.body)}}});
    }
    described
}

/// Returns the schemas by name.
fn schemas() -> Value {
    let file = include_str!("../../desk/schemas.json");
    serde_json::from_str(file).expect("a test reads the built-in schemas")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document = document();
        let text = document.to_string();
        for name in text.split("#/components/schemas/").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
        }
        let api = include_str!("../../../../docs/API.md");
        for operation in OPERATIONS {
            assert!(api.contains(operation.path), "docs/API.md does not name {}", operation.path);
        }
    }
}
