//! Commands about the program itself: graphics adapters, shell completions, the manual page.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::args::Cli;
use super::complete;
use super::output::print_verbatim;
use super::{GlobalArgs, outputs, template};
use crate::formats::kernel::visible::{path_text, visible_path};

use crate::export::staging::{Existing, Origin, Staging};
use crate::export::{InputFiles, Output, OutputPlan};
use crate::platform::fs;

/// `adapters`: the graphics adapters.
#[cfg(feature = "render")]
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  gtd-viewer adapters\n  gtd-viewer --adapter llvmpipe zone.gtd   \
    use the adapter whose name contains 'llvmpipe'\n\n\
    Exit codes: 0 success; 1 no adapter found; 2 wrong usage.")]
pub struct AdaptersArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `completions`: a shell completion script.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  \
    gtd-viewer completions bash > ~/.local/share/bash-completion/completions/gtd-viewer\n  \
    gtd-viewer completions zsh > ~/.zfunc/_gtd-viewer   (with fpath+=~/.zfunc before compinit in ~/.zshrc)\n  \
    gtd-viewer completions fish > ~/.config/fish/completions/gtd-viewer.fish\n  \
    gtd-viewer completions powershell >> $PROFILE")]
pub struct CompletionsArgs {
    /// Shell to generate the script for
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// `man`: the manual page.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(after_help = "Examples:\n  gtd-viewer man | man -l -\n  gtd-viewer man -o ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Write the pages of all commands to this folder instead of printing the main page
    #[arg(short, long, value_name = "FOLDER")]
    pub output: Option<PathBuf>,
}

/// Prints a completion script.
pub(super) fn completions(args: &CompletionsArgs) -> Result<ExitCode> {
    print_verbatim(&complete::script(args.shell))?;
    Ok(ExitCode::SUCCESS)
}

/// First bytes of a manual page, among which its title is.
const TITLE_BYTES: usize = 4096;

/// Writes the manual page of each command. Other files in the folder are left alone.
fn write_pages(global: &GlobalArgs, folder: &Path) -> Result<()> {
    let plan = OutputPlan::new(folder, Output::Folder);
    outputs::check(&plan, &InputFiles::default(), false)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    collect_pages(command, &mut pages)?;
    for (name, _) in &pages {
        let path = folder.join(name);
        let start = fs::read_start(&path, TITLE_BYTES).unwrap_or_default().0;
        let is_own = String::from_utf8_lossy(&start).contains(".TH gtd-viewer");
        ensure!(
            is_own || fs::symlink_metadata(&path).is_err(),
            "{} exists, and is no page of this manual",
            path_text(&path)
        );
    }
    let shown = || path_text(folder);
    template::make_folder(folder).with_context(shown)?;
    // The pages of other programs may be in the folder, too.
    let staging = Staging::begin(folder, Existing::Force, Origin::Unknown).with_context(shown)?;
    pages.iter().try_for_each(|(name, page)| staging.add(name, page)).with_context(shown)?;
    staging.finish().with_context(shown)?;
    let names: Vec<String> = pages.iter().map(|(name, _)| visible_path(folder.join(name))).collect();
    outputs::report(global, &plan, &format!("{} manual pages\n  {}", pages.len(), names.join("\n  ")))
}

/// The pages of a command and its subcommands, by file name.
fn collect_pages(command: clap::Command, pages: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    for command in command.get_subcommands().filter(|command| !command.is_hide_set()).cloned() {
        collect_pages(command, pages)?;
    }
    let (man, mut page) = (clap_mangen::Man::new(command), Vec::new());
    man.render(&mut page)?;
    pages.push((man.get_filename(), page));
    Ok(())
}

/// Prints the manual page, or writes one for each command.
pub(super) fn man(global: &GlobalArgs, args: &ManArgs) -> Result<ExitCode> {
    match &args.output {
        Some(folder) => write_pages(global, folder)?,
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::command()).render(&mut page)?;
            print_verbatim(&String::from_utf8(page)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists the graphics adapters; fails if there are none.
#[cfg(feature = "render")]
pub(super) fn adapters(args: &AdaptersArgs) -> Result<ExitCode> {
    use super::output::{Page, Style, print, print_json};
    let names = crate::render::Gpu::adapters();
    match args.json {
        true => print_json(&names)?,
        false => {
            let mut page = Page::new(Style::PLAIN);
            names.iter().for_each(|name| page.line(name));
            print(&page)?
        }
    };
    if names.is_empty() {
        anyhow::bail!(
            "no graphics adapter found; install a Vulkan driver (on Debian and Ubuntu, mesa-vulkan-drivers renders on the CPU)"
        );
    }
    Ok(ExitCode::SUCCESS)
}
