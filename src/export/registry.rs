//! Registry of exports: turns one row per export into a common type.

/// Declares the exports in the order of the command line's help.
macro_rules! exports {
    ($($(#[$docs:meta])* $name:ident($exporter:ty)),* $(,)?) => {
        /// An export with its options.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ExportKind {
            $($(#[$docs])* $name($exporter)),*
        }

        /// Report of an export.
        #[derive(Clone, Debug, PartialEq)]
        pub enum ExportReport {
            $($(#[$docs])* $name(<$exporter as $crate::export::Exporter>::Report)),*
        }

        impl ExportKind {
            /// Descriptions of all exports.
            pub const SPECS: &'static [$crate::export::ExportSpec] =
                &[$(<$exporter as $crate::export::Exporter>::SPEC),*];

            /// The presets by program; those of the menu come first.
            pub fn presets() -> Vec<$crate::export::Preset<ExportKind>> {
                let mut presets = Vec::new();
                $(presets.extend(
                    <$exporter as $crate::export::Exporter>::PRESETS.iter().map(|preset| preset.map(ExportKind::$name)),
                );)*
                presets.sort_by_key(|preset| (preset.program, !preset.in_menu));
                presets
            }

            /// The options that the window offers, with their values.
            pub fn options(&self) -> Vec<$crate::export::ExportOption> {
                match self { $(ExportKind::$name(exporter) => $crate::export::Exporter::options(exporter)),* }
            }

            /// The export with another value of an option.
            #[must_use]
            pub fn with(mut self, option: $crate::export::ExportOption) -> ExportKind {
                match &mut self { $(ExportKind::$name(exporter) => $crate::export::Exporter::set(exporter, option)),* }
                self
            }

            /// Expected size of the output with this extension.
            pub fn estimate(&self, gtd: &$crate::formats::gtd::Gtd, extension: &str) -> $crate::export::Estimate {
                match self {
                    $(ExportKind::$name(exporter) => $crate::export::Exporter::estimate(exporter, gtd, extension)),*
                }
            }

            /// Name of its subcommand.
            pub fn name(&self) -> &'static str {
                match self { $(ExportKind::$name(_) => <$exporter as $crate::export::Exporter>::SPEC.name),* }
            }

            /// The kind of output for these options: a file with its formats, or a folder.
            pub fn output(&self) -> $crate::export::Output {
                match self { $(ExportKind::$name(exporter) => $crate::export::Exporter::output(exporter)),* }
            }

            /// The part of the input that it exports, if not all of it.
            pub fn part(&self) -> Option<String> {
                match self { $(ExportKind::$name(exporter) => $crate::export::Exporter::part(exporter)),* }
            }

            /// An output of this export, with its companions.
            pub fn plan(&self, path: &std::path::Path) -> $crate::export::OutputPlan {
                let companions = match self {
                    $(ExportKind::$name(exporter) => $crate::export::Exporter::companions(exporter, path)),*
                };
                $crate::export::OutputPlan::new(path, self.output()).with_companions(companions)
            }

            /// The file of an output that other programs show: a page or a picture.
            pub fn shown_file(&self, output: &std::path::Path) -> Option<std::path::PathBuf> {
                match self { $(ExportKind::$name(exporter) => $crate::export::Exporter::shown_file(exporter, output)),* }
            }

            /// Proposed name of the output for a zone.
            pub fn file_name(&self, zone: &str) -> String {
                let suffix = match self {
                    $(ExportKind::$name(exporter) => $crate::export::Exporter::name_suffix(exporter)),*
                };
                $crate::export::names::proposed(zone, suffix)
            }

            /// Runs the exporter: reads from the source and writes the output, or into the folder of the context.
            ///
            /// # Errors
            /// The export was canceled, an input cannot be read, or an output cannot be written.
            pub(super) fn run(
                &self,
                context: &$crate::export::ExportContext<'_>,
            ) -> Result<ExportReport, $crate::export::ExportError> {
                match self {
                    $(ExportKind::$name(exporter) => {
                        $crate::export::Exporter::run(exporter, context).map(ExportReport::$name)
                    })*
                }
            }

            /// Adds the options of an export to its subcommand.
            pub fn augment_args(spec: &$crate::export::ExportSpec, command: clap::Command) -> clap::Command {
                $(if spec.name == <$exporter as $crate::export::Exporter>::SPEC.name {
                    return <$exporter as clap::Args>::augment_args(command);
                })*
                command
            }

            /// The export of parsed arguments; none for an unknown name.
            ///
            /// # Errors
            /// Invalid options, as reported by the command line.
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
