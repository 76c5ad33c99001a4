//! clap arguments of the view options, derived from the tables of options.

use std::ffi::OsString;

use clap::builder::{OsStringValueParser, PossibleValue, PossibleValuesParser, TypedValueParser, ValueParser};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, ValueHint};

use crate::camera::ViewOptions;
use crate::scene::view_settings::ViewSettings;
use crate::scene::view_settings::options::{BoxError, Name, Names, OptionSpec, Value, ValueError};

/// Adds the options of a table to a command.
fn augment<T: Default>(command: Command, specs: &'static [OptionSpec<T>]) -> Command {
    command.args(specs.iter().map(|spec| arg(spec).help_heading(HEADING)))
}

fn arg<T: Default>(spec: &'static OptionSpec<T>) -> Arg {
    let arg = Arg::new(spec.name).long(spec.name).help(spec.help);
    match &spec.value {
        Value::Flag(_) => arg.action(ArgAction::SetTrue),
        Value::Text(value_name, set) | Value::Signed(value_name, set) => {
            let check = move |text: OsString| {
                set(&mut T::default(), text.to_str().ok_or(ValueError::new("Unicode text"))?)?;
                Ok::<_, BoxError>(text)
            };
            let is_signed = matches!(spec.value, Value::Signed(..));
            // A negative number is a value that is out of range, not an unknown option.
            let arg = arg.value_name(value_name).allow_hyphen_values(is_signed).allow_negative_numbers(!is_signed);
            arg.value_parser(OsStringValueParser::new().try_map(check))
        }
        Value::OneOf(names, _) => {
            let arg = arg.value_name(names.value_name).value_parser(parser(names));
            names.default.map_or(arg.clone(), |name| arg.default_value(name))
        }
        Value::ListOf(names, _) => {
            let arg = arg.value_name(names.value_name).value_parser(parser(names));
            arg.value_delimiter(',').action(ArgAction::Append)
        }
        Value::Path(value_name, _) => {
            arg.value_name(value_name).value_hint(ValueHint::AnyPath).value_parser(OsStringValueParser::new())
        }
    }
}

fn parser(names: &Names) -> ValueParser {
    let value = |name: Name| PossibleValue::new(name.name).aliases(name.aliases).help(name.help);
    PossibleValuesParser::new((names.all)().into_iter().map(value)).map(OsString::from).into()
}

/// Applies the typed options; calls `given` with the name of each.
///
/// # Errors
/// An invalid value, which clap normally rejects before.
fn update<T>(
    specs: &'static [OptionSpec<T>],
    into: &mut T,
    matches: &ArgMatches,
    mut given: impl FnMut(&'static str),
) -> Result<(), Error> {
    for spec in specs {
        if matches.value_source(spec.name) != Some(ValueSource::CommandLine) {
            continue;
        }
        given(spec.name);
        let values = || matches.get_many::<OsString>(spec.name).into_iter().flatten();
        let joined = || values().map(|value| value.to_string_lossy()).collect::<Vec<_>>().join(",");
        let refused = |error: BoxError| Error::raw(clap::error::ErrorKind::ValueValidation, error);
        match &spec.value {
            Value::Flag(set) => set(into),
            Value::Text(_, set) | Value::Signed(_, set) | Value::OneOf(_, set) | Value::ListOf(_, set) => {
                set(into, &joined()).map_err(refused)?;
            }
            Value::Path(_, set) => values().for_each(|path| set(into, path.into())),
        }
    }
    Ok(())
}

/// Heading of the view options in the help.
const HEADING: &str = "View";

impl Args for ViewOptions {
    fn augment_args(command: Command) -> Command {
        // Camera, field of view and frozen camera come first.
        let (place, rest) = ViewOptions::OPTIONS.split_at(3);
        let command = augment(command, place);
        let command = augment(command, ViewSettings::OPTIONS);
        augment(command, rest)
    }

    fn augment_args_for_update(command: Command) -> Command {
        ViewOptions::augment_args(command)
    }
}

impl FromArgMatches for ViewOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<ViewOptions, Error> {
        let mut view = ViewOptions::default();
        view.update_from_arg_matches(matches)?;
        Ok(view)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        let mut settings = self.settings;
        update(ViewSettings::OPTIONS, &mut settings, matches, |name| self.given(name))?;
        self.settings = settings;
        update(ViewOptions::OPTIONS, self, matches, |_| ())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scene::modes::ViewMode;
    use crate::scene::view_settings::tests::any_settings;

    fn from_clap(args: &[String]) -> ViewSettings {
        let command = ViewOptions::augment_args(Command::new("view").no_binary_name(true));
        ViewOptions::from_arg_matches(&command.try_get_matches_from(args).unwrap()).unwrap().settings
    }

    proptest! {
        #[test]
        fn settings_survive_the_command_line(settings in any_settings()) {
            prop_assert_eq!(from_clap(&settings.to_args()), settings);
        }
    }

    #[test]
    fn other_names_of_modes_are_read() {
        for (alias, mode) in [("colour-map", ViewMode::Colormap), ("layer-1", ViewMode::Layer1)] {
            assert_eq!(from_clap(&[format!("--mode={alias}")]).mode, mode);
        }
        assert_eq!(from_clap(&[]), ViewSettings::default());
    }
}
