//! Command-line options as data: a table row defines how an option is written, read and described.
//!
//! [`to_args`] writes the options of a value, [`read`] reads one from text (a pasted command line). The command line
//! derives its clap arguments from the same rows (`cli::view_args`).

use std::path::PathBuf;

use strum::{EnumMessage, VariantArray};

/// A text that is not a value of an option.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct ValueError {
    expected: &'static str,
}

impl ValueError {
    /// `expected` completes the sentence "expected ...".
    pub const fn new(expected: &'static str) -> ValueError {
        ValueError { expected }
    }
}

/// Any error of a value.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A command-line option that sets a part of `T`.
#[derive(Debug)]
pub struct OptionSpec<T: 'static> {
    /// Name without the dashes.
    pub name: &'static str,
    /// Help text, without a full stop.
    pub help: &'static str,
    /// The value as text; none where the default needs no option. Flags give an empty text.
    pub get: fn(&T) -> Option<String>,
    /// Kind and target of the value.
    pub value: Value<T>,
}

/// Kinds of option values.
#[derive(Debug)]
pub enum Value<T: 'static> {
    /// No value: the option is a switch.
    Flag(fn(&mut T)),
    /// Text with a parser of its own, and the name of the value in the help.
    Text(&'static str, fn(&mut T, &str) -> Result<(), BoxError>),
    /// As `Text`, for values that may begin with a minus.
    Signed(&'static str, fn(&mut T, &str) -> Result<(), BoxError>),
    /// One of a list of names.
    OneOf(Names, fn(&mut T, &str) -> Result<(), BoxError>),
    /// Names from a list, separated by commas.
    ListOf(Names, fn(&mut T, &str) -> Result<(), BoxError>),
    /// A file-system path.
    Path(&'static str, fn(&mut T, PathBuf)),
}

/// The list of names of an option.
#[derive(Debug)]
pub struct Names {
    /// Name of the value in the help.
    pub value_name: &'static str,
    /// The name that is equivalent to leaving the option out, if any.
    pub default: Option<&'static str>,
    /// All names, in the order of the help.
    pub all: fn() -> Vec<Name>,
}

/// A name that is a value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Spelling in output and help.
    pub name: &'static str,
    /// Other spellings accepted when parsing.
    pub aliases: &'static [&'static str],
    /// Help text, without a full stop.
    pub help: &'static str,
}

impl Name {
    /// A name without aliases.
    pub const fn new(name: &'static str, help: &'static str) -> Name {
        Name { name, aliases: &[], help }
    }
}

/// The names of an enumeration, with its doc comments as help.
pub fn names_of<E: VariantArray + EnumMessage + Copy + Into<&'static str>>() -> Vec<Name> {
    let help = |variant: &E| variant.get_documentation().unwrap_or_default().trim_end_matches('.');
    E::VARIANTS.iter().map(|variant| Name::new((*variant).into(), help(variant))).collect()
}

/// The options that turn a default `T` into this one, each as one word: `--name=value`, or `--name` for a flag.
pub fn to_args<T>(specs: &[OptionSpec<T>], from: &T) -> Vec<String> {
    let written = |spec: &OptionSpec<T>| {
        let value = (spec.get)(from)?;
        Some(if matches!(spec.value, Value::Flag(_)) {
            format!("--{}", spec.name)
        } else {
            format!("--{}={value}", spec.name)
        })
    };
    specs.iter().filter_map(written).collect()
}

/// Sets an option by name (without dashes) from text; false where the table has no such option. `next` supplies the
/// following word, which is the value where `value` is none.
///
/// # Errors
/// The text is not a value of the option.
pub fn read<T>(
    specs: &[OptionSpec<T>],
    into: &mut T,
    (name, value): (&str, Option<&str>),
    next: impl FnOnce() -> Option<String>,
) -> Result<bool, BoxError> {
    let Some(spec) = specs.iter().find(|spec| spec.name == name) else { return Ok(false) };
    let text = || value.map(str::to_owned).or_else(next).ok_or(ValueError::new("a value"));
    match &spec.value {
        Value::Flag(set) => set(into),
        Value::Text(_, set) | Value::Signed(_, set) | Value::OneOf(_, set) | Value::ListOf(_, set) => {
            set(into, &text()?)?;
        }
        Value::Path(_, set) => set(into, text()?.into()),
    }
    Ok(true)
}
