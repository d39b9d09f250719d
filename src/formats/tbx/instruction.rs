//! What TBX has no word for: `<?baixiao name="value" …?>`.

use crate::formats::xml::{Id, Kind, Node, Tree, escape, pairs};

/// What the instructions are called.
const TARGET: &str = "baixiao";
/// The pair that names a column, and the one that holds its cell.
const COLUMN: &str = "column";
const CELL: &str = "value";

/// Something that an instruction says.
pub(super) enum Said<'s> {
    /// The value of a field of the model.
    Field(&'s str, &'s str),
    /// The cell of a column that we do not know.
    Column(&'s str, &'s str),
}

fn is_ours(node: Node<'_>) -> bool {
    node.kind() == Kind::Instruction && node.name() == TARGET
}

/// Tells what the instructions in a section say.
pub(super) fn hear(section: Node<'_>, mut told: impl FnMut(Said<'_>)) {
    for node in section.children().filter(|node| is_ours(*node)) {
        let mut column = None;
        for (name, value) in pairs(node.content()) {
            match (name, &column) {
                (COLUMN, _) => column = Some(value),
                (CELL, Some(column)) => told(Said::Column(column, &value)),
                _ => told(Said::Field(name, &value)),
            }
        }
    }
}

/// Takes the instructions out of a section.
pub(super) fn forget(tree: &mut Tree, section: Id) {
    loop {
        let ours = tree.node(section).children().find(|node| is_ours(*node)).map(Node::id);
        let Some(id) = ours else { return };
        tree.remove(id);
    }
}

/// What is to be said in a section.
#[derive(Default)]
pub(super) struct Instructions {
    fields: String,
    columns: Vec<String>,
}

impl Instructions {
    /// Says the value of a field.
    pub(super) fn field(&mut self, name: &str, value: &str) {
        if !self.fields.is_empty() {
            self.fields.push(' ');
        }
        pair(&mut self.fields, name, value);
    }

    /// Says the cell of a column.
    pub(super) fn column(&mut self, name: &str, cell: &str) {
        let mut content = String::new();
        pair(&mut content, COLUMN, name);
        content.push(' ');
        pair(&mut content, CELL, cell);
        self.columns.push(content);
    }

    /// Puts it into a section: before a child of it, or last.
    pub(super) fn put(self, tree: &mut Tree, section: Id, before: Option<Id>) {
        let fields = (!self.fields.is_empty()).then_some(self.fields);
        for content in fields.into_iter().chain(self.columns) {
            let id = tree.append(Some(section), Kind::Instruction, TARGET, &content);
            if before.is_some() {
                tree.move_to(id, section, before);
            }
        }
    }
}

fn pair(out: &mut String, name: &str, value: &str) {
    out.extend([name, "=\""]);
    escape(out, value, true);
    out.push('"');
}
