//! Groups of fields, such as rivers, textures, objects: the first ones of a long list, and the largest.

use super::{FileView, Lines, write_run};
use crate::formats::kernel::number::grouped;
use crate::formats::kernel::{FieldMap, Node, Section};

/// Maximum number of groups of one list that are written field by field.
const LISTED: usize = 8;
/// Maximum number of fields and arrays of a section that is written completely.
const SHORT_SECTION: usize = 400;

/// Writes a section's fields and groups.
pub(super) fn write(lines: &mut Lines, file: &FileView<'_>, section: &Section) {
    let listed = if section.runs.len() <= SHORT_SECTION { usize::MAX } else { LISTED };
    write_nodes(lines, file, &file.map.section_nodes(section), listed, 0);
}

fn write_nodes(lines: &mut Lines, file: &FileView<'_>, nodes: &[Node<'_>], listed: usize, depth: usize) {
    let mut at = 0;
    while at < nodes.len() {
        match nodes[at] {
            Node::Run(run) => {
                write_run(lines, file, run, "");
                at += 1;
            }
            Node::Group(first) => {
                let name = file.map.groups()[first].name;
                let groups: Vec<usize> =
                    nodes[at..].iter().map_while(|node| group_named(file.map, node, name)).collect();
                write_list(lines, file, &groups, listed, depth);
                at += groups.len();
            }
        }
    }
}

fn group_named(map: &FieldMap, node: &Node<'_>, name: &str) -> Option<usize> {
    match node {
        Node::Group(group) if map.groups()[*group].name == name => Some(*group),
        _ => None,
    }
}

/// Writes groups of one name: the first few and the largest; of the rest only their number.
fn write_list(lines: &mut Lines, file: &FileView<'_>, groups: &[usize], listed: usize, depth: usize) {
    let (first, rest) = groups.split_at(groups.len().min(listed));
    first.iter().for_each(|group| write_group(lines, file, *group, listed, depth));
    let Some(last) = rest.len().checked_sub(1) else { return };
    let size = |group: usize| file.map.groups()[group].runs.len();
    let largest = (0..=last).rev().max_by_key(|index| size(rest[*index])).filter(|index| {
        let listed = first.iter().map(|group| size(*group)).max();
        listed.is_some_and(|listed| size(rest[*index]) > listed)
    });
    if let Some(index) = largest {
        more(lines, index, depth);
        write_group(lines, file, rest[index], listed, depth);
        more(lines, last - index, depth);
    } else {
        more(lines, rest.len(), depth);
    }
}

fn more(lines: &mut Lines, count: usize, depth: usize) {
    if count > 0 {
        lines.group(&format!("... {} more ...", grouped(count as u64)), depth);
    }
}

fn write_group(lines: &mut Lines, file: &FileView<'_>, index: usize, listed: usize, depth: usize) {
    let group = &file.map.groups()[index];
    let name = format!("{} {}", group.name, group.index);
    match file.map.group_nodes(index).as_slice() {
        // A group of a single field is one line, without a heading.
        [Node::Run(run)] => write_run(lines, file, run, &format!("[{name}] ")),
        nodes => {
            lines.group(&name, depth);
            write_nodes(lines, file, nodes, listed, depth + 1);
        }
    }
}
