//! Texts about the server's half of a zone.

use super::super::list::ServerCheck;
use super::super::texts::named;

pub(super) const TEXTS: ServerCheck = ServerCheck {
    none: "No server data. A server folder has maps (.smd) and tables (.sql, .csv); it is remembered for all zones in \
           the folder of this one. It can also be dropped on the window.",
    choose: named("Server data…", "Choose the folder with the server's maps and tables, for all zones in this folder"),
    forget: named("Forget server data", "Forget the server folder, for all zones in this folder"),
    checking: "Checking…",
    nothing: "Nothing found: the server's map and tables fit the zone.",
    errors: "Errors ({count})",
    warnings: "Warnings ({count})",
    infos: "Infos ({count})",
    go_tip: "Click: fly there and select the tile",
    paired: "Server data: zone {number}, {map}, {by}",
    paired_map: "Server data: {map}, {by}",
    paired_zone: "Server data: zone {number}, without a map",
    unpaired: "No server data in {folder} belongs to this zone",
    by_table: "by the zone table",
    by_name: "by its name",
    by_heights: "by heights, {share}%",
    by_choice: "as given, {share}% of the heights are equal",
    no_zone: "Open a zone before its server data",
    not_in_page: "In a browser server files are not read. The desktop program reads them.",
    dialog: "Choose the folder with the server's maps and tables",
};
