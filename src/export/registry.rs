//! The registry of exports: from a row for each, one type for all of them.

/// Declares the exports in the order of the command line's help.
macro_rules! exports {
    ($($(#[$docs:meta])* $name:ident($exporter:ty)),* $(,)?) => {
        /// An export with its options.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ExportKind {
            $($(#[$docs])* $name($exporter)),*
        }

        /// What an export wrote.
        #[derive(Clone, Debug, PartialEq)]
        pub enum ExportReport {
            $($(#[$docs])* $name(<$exporter as $crate::export::Exporter>::Report)),*
        }

        impl ExportKind {
            /// The descriptions of all exports.
            pub const SPECS: &'static [$crate::export::ExportSpec] =
                &[$(<$exporter as $crate::export::Exporter>::SPEC),*];

            /// The variants that the window's menu offers, those of one export together.
            pub fn groups() -> Vec<Vec<ExportKind>> {
                vec![$(<$exporter as $crate::export::Exporter>::PRESETS.iter().copied().map(ExportKind::$name).collect()),*]
            }

            /// The name of its subcommand.
            pub fn name(&self) -> &'static str {
                match self { $(ExportKind::$name(_) => <$exporter as $crate::export::Exporter>::SPEC.name),* }
            }

            /// Whether these options give a file, and in which formats, or a folder.
            pub fn output(&self) -> $crate::export::Output {
                match self { $(ExportKind::$name(exporter) => $crate::export::Exporter::output(exporter)),* }
            }

            /// The name that is proposed for the output, by the zone's.
            pub fn file_name(&self, zone: &str) -> String {
                let suffix = match self {
                    $(ExportKind::$name(exporter) => $crate::export::Exporter::name_suffix(exporter)),*
                };
                format!("{zone}{suffix}")
            }

            /// Reads what it needs from the source and writes the output.
            ///
            /// # Errors
            /// Canceled, an input that cannot be read, or an output that cannot be written.
            pub fn run(
                &self,
                context: &$crate::export::ExportContext<'_>,
            ) -> Result<ExportReport, $crate::export::ExportError> {
                match self {
                    $(ExportKind::$name(exporter) => {
                        $crate::export::Exporter::run(exporter, context).map(ExportReport::$name)
                    })*
                }
            }

            /// Adds an export's options to its subcommand.
            pub fn augment_args(spec: &$crate::export::ExportSpec, command: clap::Command) -> clap::Command {
                $(if spec.name == <$exporter as $crate::export::Exporter>::SPEC.name {
                    return <$exporter as clap::Args>::augment_args(command);
                })*
                command
            }

            /// The export that was typed; none for an unknown name.
            ///
            /// # Errors
            /// Options that do not fit, as the command line reports them.
            pub fn from_arg_matches(
                name: &str,
                matches: &clap::ArgMatches,
            ) -> Result<Option<ExportKind>, clap::Error> {
                $(if name == <$exporter as $crate::export::Exporter>::SPEC.name {
                    return <$exporter as clap::FromArgMatches>::from_arg_matches(matches)
                        .map(|exporter| Some(ExportKind::$name(exporter)));
                })*
                Ok(None)
            }
        }

        impl std::fmt::Display for ExportReport {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self { $(ExportReport::$name(report) => report.fmt(f)),* }
            }
        }
    };
}

pub(super) use exports;
