//! A subset of JSON Schema to validate the program's outputs against `docs/schemas`: type, enum, anyOf, properties and
//! required, items and their number. Any other keyword is an error, so that none is ignored.

use std::path::Path;

use serde_json::Value;

/// Panics if a value does not match the schema with this name.
pub fn assert_fits(value: &Value, schema: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(format!("{schema}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let schema: Value = serde_json::from_str(&text).unwrap();
    if let Err(fault) = fit(value, &schema, "$") {
        panic!("{}: {fault}", path.display());
    }
}

fn fit(value: &Value, schema: &Value, at: &str) -> Result<(), String> {
    let keywords = schema.as_object().expect("a schema is an object");
    for (keyword, content) in keywords {
        let fits = match keyword.as_str() {
            "$schema" | "title" | "required" | "minItems" | "maxItems" => true,
            "type" => types(content).iter().any(|name| is(value, name)),
            "enum" => content.as_array().unwrap().contains(value),
            "anyOf" => {
                let faults: Vec<String> =
                    content.as_array().unwrap().iter().filter_map(|one| fit(value, one, at).err()).collect();
                if faults.len() == content.as_array().unwrap().len() {
                    return Err(faults.join("; or "));
                }
                true
            }
            "properties" => {
                for (name, schema) in content.as_object().unwrap() {
                    match value.get(name) {
                        Some(value) => fit(value, schema, &format!("{at}.{name}"))?,
                        None if keywords["required"].as_array().unwrap().iter().any(|r| r == name) => {
                            return Err(format!("{at} has no {name}"));
                        }
                        None => {}
                    }
                }
                true
            }
            "items" => {
                let items = value.as_array().into_iter().flatten();
                items.enumerate().try_for_each(|(index, item)| fit(item, content, &format!("{at}[{index}]")))?;
                let count = value.as_array().map_or(0, Vec::len) as u64;
                let bound = |name: &str| keywords.get(name).and_then(Value::as_u64);
                bound("minItems").is_none_or(|min| count >= min) && bound("maxItems").is_none_or(|max| count <= max)
            }
            other => return Err(format!("{at}: this test does not know the keyword {other}")),
        };
        if !fits {
            return Err(format!("{at}: {value} is not {keyword} {content}"));
        }
    }
    Ok(())
}

fn types(content: &Value) -> Vec<&str> {
    match content {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
