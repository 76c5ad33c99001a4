//! Search, order, filters, and the buttons that lead from object to object.

use egui::{Button, ComboBox, Id, Response, RichText, Role, TextEdit, Ui, WidgetInfo};

use super::{Kept, Scope};
use crate::scene::objects::catalog::{Found, KindOrder, ObjectTrait};
use crate::ui::model::Model;
use crate::ui::style;
use crate::ui::text::fill;

/// Width of the list of orders in points.
const ORDER: f32 = 130.0;

/// The search field, and whether it searches this zone or all. Returns the field.
pub fn search(ui: &mut Ui, model: &Model, kept: &mut Kept, id: Id) -> Response {
    let text = &model.text.kind_list;
    let edit = TextEdit::singleline(&mut kept.text).id(id).hint_text(text.search.name).desired_width(f32::INFINITY);
    let field = ui.add(edit).on_hover_text(text.search.tip);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (scope, named) in [(Scope::Zone, text.this_zone), (Scope::AllZones, text.all_zones)] {
            ui.selectable_value(&mut kept.scope, scope, named.name).on_hover_text(named.tip);
        }
        if kept.scope == Scope::Zone && model.kind_list.catalog.is_some() {
            order(ui, model, &mut kept.order);
        }
    });
    field
}

fn order(ui: &mut Ui, model: &Model, chosen: &mut KindOrder) {
    let text = &model.text.kind_list;
    let name = |order: KindOrder| text.orders[order as usize];
    let width = ORDER.min(ui.available_width());
    let list = ComboBox::from_id_salt("order of kinds").selected_text(name(*chosen)).width(width).truncate();
    let list = list.show_ui(ui, |ui| {
        for order in KindOrder::ALL {
            ui.selectable_value(chosen, order, name(order));
        }
    });
    list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, text.order.name));
    list.response.on_hover_text(text.order.tip);
}

/// A switch for each property, with the number of objects that have it. Those without objects are left out.
pub fn filters(ui: &mut Ui, model: &Model, kept: &mut Kept, found: &Found) {
    let text = &model.text.kind_list;
    if kept.traits.is_empty() && found.with_trait.iter().all(|count| *count == 0) {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(2.0, 2.0);
        for (one, count) in ObjectTrait::ALL.into_iter().zip(found.with_trait) {
            let on = kept.traits.has(one);
            if count == 0 && !on {
                continue;
            }
            let named = text.traits[one as usize];
            let label = format!("{} {}", named.name, model.text.numbers.count(count as u64));
            if ui.selectable_label(on, RichText::new(label).small()).on_hover_text(named.tip).clicked() {
                kept.traits.set(one, !on);
            }
        }
    });
}

/// Number of found objects, and the buttons that go to the previous and the next of them. Returns the object to go to.
pub fn steps(ui: &mut Ui, model: &Model, found: &Found) -> Option<usize> {
    let text = &model.text.kind_list;
    let selected = model.inspect.object.map(|object| object.index);
    let mut to = None;
    ui.horizontal(|ui| {
        for (named, by) in [(text.previous, -1), (text.next, 1)] {
            let button = ui.add_enabled(!found.kinds.is_empty(), Button::new(named.name).small());
            if button.on_hover_text(named.tip).on_disabled_hover_text(text.nothing_found).clicked() {
                to = found.step(selected, by);
            }
        }
        let count = found.count() as u64;
        let position = selected.and_then(|object| found.position(object));
        let objects = match position {
            Some(position) => {
                let [position, count] = [position as u64 + 1, count].map(|number| model.text.numbers.count(number));
                fill(text.position, &[("position", &position), ("count", &count)])
            }
            None => model.text.counted(text.objects, count),
        };
        let kinds = model.text.counted(text.kinds, found.kinds.len() as u64);
        let label = RichText::new(format!("{objects} · {kinds}")).small().color(style::WEAK);
        ui.add(egui::Label::new(label).truncate());
    });
    ui.add_space(2.0);
    to
}
