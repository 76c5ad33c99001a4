//! Values of a row, and access to them by the names of columns.

use super::TableKind;

/// A value of a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No value, or one that no reader needs.
    #[default]
    Null,
    Number(f64),
    Text(String),
}

impl Value {
    /// A field of a CSV file, where everything is text.
    pub fn from_field(field: String) -> Value {
        if field.is_empty() || field.eq_ignore_ascii_case("null") { Value::Null } else { Value::Text(field) }
    }
}

/// The names of a table's columns, in the order of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    names: Vec<String>,
}

impl Columns {
    /// Columns by their names, in any letter case.
    pub fn new(names: impl IntoIterator<Item = impl AsRef<str>>) -> Columns {
        Columns { names: names.into_iter().map(|name| name.as_ref().trim().to_ascii_lowercase()).collect() }
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Index of a column by its name, in any letter case.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|column| column.eq_ignore_ascii_case(name))
    }
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub table: TableKind,
    /// Names of its columns.
    pub columns: &'a Columns,
    /// The values, as many as there are columns.
    pub values: &'a [Value],
}

impl Row<'_> {
    fn value(&self, column: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        self.columns.index(column).and_then(|index| self.values.get(index)).unwrap_or(NULL)
    }

    /// A whole number; 0 without a value, as the servers read it. Numbers out of range become the nearest.
    ///
    /// # Errors
    /// The value is a text that is no number.
    pub fn int(&self, column: &str) -> Result<i32, String> {
        let number = match self.value(column) {
            Value::Null => 0.0,
            Value::Number(number) => *number,
            Value::Text(text) => {
                let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
                number.ok_or_else(|| format!("{column} is {text:?}, not a number"))?
            }
        };
        #[allow(clippy::cast_possible_truncation, reason = "the cast saturates, and numbers are finite")]
        Ok(number as i32)
    }

    /// A text without blanks around it; empty without a value.
    pub fn text(&self, column: &str) -> String {
        match self.value(column) {
            Value::Null => String::new(),
            Value::Number(number) => number.to_string(),
            Value::Text(text) => text.trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_the_names_of_columns() {
        let columns = Columns::new(["ZoneID", " strName", "Absurd", "Missing"]);
        let values = [Value::Text(" 21 ".into()), Value::Text(" Wolf ".into()), Value::Number(-1e300), Value::Null];
        let row = Row { table: TableKind::Spawns, columns: &columns, values: &values };
        assert_eq!((row.int("zoneid"), row.int("ABSURD"), row.int("missing")), (Ok(21), Ok(i32::MIN), Ok(0)));
        assert_eq!((row.text("STRNAME").as_str(), row.text("nowhere").as_str()), ("Wolf", ""));
        assert_eq!(row.int("strName"), Err("strName is \" Wolf \", not a number".to_owned()));
        assert_eq!(row.int("nowhere"), Ok(0));
    }
}
