use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read};

use super::*;
use crate::diagnostic::Diagnostic;
use crate::formats::{ReadError, Receive};
use crate::model::{Concept, Kept};

#[derive(Default)]
struct Problems(Vec<String>);

impl Receive for Problems {
    fn concept(&mut self, _: Concept) -> io::Result<()> {
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.0.push(problem.to_string());
    }

    fn keep(&mut self, _: Kept) {}
}

const SPACES: &[&str] = &["urn:a", XML_SPACE];

/// Everything in a file, a thing a line, and then its problems and its end.
fn read(mut input: &[u8]) -> String {
    read_from(&mut input)
}

fn read_from(input: &mut dyn BufRead) -> String {
    let mut problems = Problems::default();
    let mut out = String::new();
    let mut tree = Tree::default();
    let mut all = || -> Result<(), ReadError> {
        let mut reader = Reader::new(input, SPACES)?;
        loop {
            match reader.next(&mut tree, &mut problems)? {
                Event::Done => return Ok(()),
                Event::Doctype => writeln!(out, "doctype {}", tree.root().unwrap().content()).unwrap(),
                Event::Start if reader.depth() > 1 => {
                    reader.whole(&mut tree, &mut problems)?;
                    show(tree.root().unwrap(), &mut out);
                    out.push('\n');
                }
                Event::Start => writeln!(out, "begin {}", tree.root().unwrap().name()).unwrap(),
                Event::End => out.push_str("end\n"),
                Event::Other => {
                    let node = tree.root().unwrap();
                    if !node.content().trim().is_empty() {
                        show(node, &mut out);
                        out.push('\n');
                    }
                }
            }
        }
    };
    let end = all();
    for problem in problems.0 {
        writeln!(out, "{problem}").unwrap();
    }
    if let Err(error) = end {
        writeln!(out, "{error}").unwrap();
    }
    out
}

fn show(node: Node<'_>, out: &mut String) {
    let place = node.place();
    match node.kind() {
        Kind::Text => write!(out, "{:?}", node.content()).unwrap(),
        Kind::Comment => write!(out, "comment({:?})", node.content()).unwrap(),
        Kind::Instruction => write!(out, "{}?({:?})", node.name(), node.content()).unwrap(),
        Kind::Element => {
            write!(out, "{}@{}:{}", node.name(), place.line, place.column).unwrap();
            if let Some(space) = node.space() {
                write!(out, "{{{space}}}").unwrap();
            }
            for (name, value) in node.attributes() {
                write!(out, " {name}={value:?}").unwrap();
            }
            out.push('(');
            for child in node.children() {
                show(child, out);
                out.push(' ');
            }
            out.push(')');
        }
    }
}

#[test]
fn what_is_read() {
    let deep = format!("<a>{}", "<b>".repeat(9999));
    let bomb = "<!DOCTYPE a [<!ENTITY x \"lol\"><!ENTITY y \"&x;&x;\">]><a><b>&y;</b></a>";
    let external = "<!DOCTYPE a SYSTEM \"a.dtd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><b c=\"&x;\"/></a>";
    let attributes = (0..300).fold(String::new(), |mut out, n| {
        write!(out, " a{n}=''").unwrap();
        out
    });
    for (file, said) in [
        ("<a/>", "begin a\nend\n"),
        (
            "\u{feff}<a>\n<b x='1'\ty = \"2\">해자</b ><c/>\n</a>\n",
            "begin a\nb@2:1 x=\"1\" y=\"2\"(\"해자\" )\nc@2:25()\nend\n",
        ),
        ("<a>\r\n<b>x\r\ny\rz</b>\r<c/></a>", "begin a\nb@2:1(\"x\\ny\\nz\" )\nc@5:1()\nend\n"),
        ("<a><b>1 &lt; 2 &#x62a4;&#22478;&amp;<![CDATA[<&>]]></b></a>", "begin a\nb@1:4(\"1 < 2 护城&<&>\" )\nend\n"),
        ("<a><b x='&quot; &#10;\n'/></a>", "begin a\nb@1:4 x=\"\\\" \\n \"()\nend\n"),
        (
            "<?xml version='1.0'?><!--x--><?y  z ?><a><!--1--><b><?c?>2<!--3-->4</b></a>",
            "comment(\"x\")\ny?(\"z \")\nbegin a\ncomment(\"1\")\nb@1:50(c?(\"\") \"2\" comment(\"3\") \"4\" )\nend\n",
        ),
        (
            "<a xmlns='urn:a' xmlns:q='urn:b'><b/><q:c/><d xmlns='urn:b' xmlns:z='urn:a'><z:e/></d><f/></a>",
            "begin a\nb@1:34{urn:a}()\nq:c@1:38()\nd@1:44 xmlns=\"urn:b\" xmlns:z=\"urn:a\"(z:e@1:77{urn:a}() )\n\
             f@1:87{urn:a}()\nend\n",
        ),
        (
            "<a>\n<b>1&#0;&#xffff;2\u{1}</b>\n<c d='\u{fffe}'>R&D &x; &#99999999999;</c></a>",
            "begin a\nb@2:1(\"12\" )\nc@3:1 d=\"\"(\"R&D &x; \" )\nend\n\
             2:5: error: U+0000 is no character of XML; it is left out [xml-character]\n\
             2:9: error: U+FFFF is no character of XML; it is left out [xml-character]\n\
             2:18: error: U+0001 is no character of XML; it is left out [xml-character]\n\
             3:1: error: U+FFFE is no character of XML; it is left out [xml-character]\n\
             3:11: error: `&` begins no reference; write `&amp;` [xml-ampersand]\n\
             3:14: error: `&x;` is not known and kept as text; write the character itself [xml-entity]\n\
             3:18: error: U+FFFFFFFF is no character of XML; it is left out [xml-character]\n",
        ),
        (
            bomb,
            "doctype a\nbegin a\nb@1:56(\"&y;\" )\nend\n\
             1:59: error: `&y;` is not known and kept as text; write the character itself [xml-entity]\n",
        ),
        (
            external,
            "doctype a SYSTEM \"a.dtd\"\nbegin a\nb@1:73 c=\"&x;\"()\nend\n\
             1:73: error: `&x;` is not known and kept as text; write the character itself [xml-entity]\n",
        ),
        ("<!DOCTYPE a PUBLIC \"<!\"><a/>", "doctype a\nbegin a\nend\n"),
        ("<!DOCTYPE a PUBLIC 'b' \"c\"><a/>", "doctype a PUBLIC 'b' \"c\"\nbegin a\nend\n"),
        (&deep, "begin a\n1:769: error: elements are nested more than 256 deep [xml]\n"),
        ("<a><b>1</b><b>2", "begin a\nb@1:4(\"1\" )\n1:16: error: the file ends before `</b>` [xml]\n"),
        (
            "<a><b>1</b>\n<b x='",
            "begin a\nb@1:4(\"1\" )\n2:1: error: the file ends too early: attribute value not closed: `'` not \
             found before end of input [xml]\n",
        ),
        ("<a><b></c></a>", "begin a\n1:7: error: `</c>` ends what `<b>` began; write `</b>` before it [xml]\n"),
        ("<a></a></a>", "begin a\nend\n1:8: error: `</a>` ends nothing that has begun; delete it [xml]\n"),
        ("<a/><a/>", "begin a\nend\n1:5: error: `<a>` stands after the end; a file has one root [xml]\n"),
        ("<a/>x", "begin a\nend\n1:5: error: there is text outside of elements: `x` [xml]\n"),
        ("moat", "1:1: error: there is text outside of elements: `moat` [xml]\n"),
        (" ", "1:2: error: the file has no element; it is no XML [xml]\n"),
        (
            "<a><b c c='1'/></a>",
            "begin a\n1:4: error: in `<b>`: position 4: attribute key must be directly followed by `=` or space [xml]\n",
        ),
        ("<a><b c='1' c='1'/></a>", "begin a\n1:4: error: `<b>` has the attribute `c` twice [xml]\n"),
        ("<a>1 <2 3></a>", "begin a\n\"1 \"\n1:6: error: `<2` begins no element; write `&lt;` [xml]\n"),
        ("<a><b 1='2'/></a>", "begin a\n1:4: error: in `<b>`: `1` is no name [xml]\n"),
        ("<a><? ?></a>", "begin a\n1:4: error: `<?` begins no instruction [xml]\n"),
        (
            "<a><b><!-- 1 -- 2 ---></b></a>",
            "begin a\nb@1:4(comment(\" 1 - - 2 - \") )\nend\n\
             1:7: error: `--` stands in a comment; write `- -` [xml-comment]\n",
        ),
        ("<a><></a>", "begin a\n1:4: error: `<` begins no element; write `&lt;` [xml]\n"),
        (&format!("<a><b{attributes}/></a>"), "begin a\n1:4: error: `<b>` has more than 256 attributes [xml]\n"),
    ] {
        assert_eq!(read(file.as_bytes()), said, "{file}");
        // Whatever pieces the stream comes in.
        assert_eq!(read_from(&mut BufReader::with_capacity(3, file.as_bytes())), said, "{file}");
    }
    assert_eq!(
        read(b"<a><b>1</b><b>\xff</b></a>"),
        "begin a\nb@1:4(\"1\" )\n1:15: error: the bytes are not UTF-8; name the encoding with `--encoding` (such as \
         `gb18030`) [encoding]\n"
    );
}

#[test]
fn of_very_many_problems_the_first_are_told() {
    let found = read(format!("<a><b>{}</b></a>", "&x;".repeat(2000)).as_bytes());
    assert_eq!(found.lines().count(), 1004);
    assert!(found.ends_with("1:3007: error: more than 1000 problems; the rest is not told [problems]\n"), "{found}");
}

/// A stream of pieces.
struct Pieces<I>(I);

impl<I: Iterator<Item = &'static [u8]>> Read for Pieces<I> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.next().map_or(Ok(0), |mut piece| piece.read(into))
    }
}

#[test]
fn an_entry_of_any_size_takes_bounded_memory() {
    let large = |piece: &'static str| {
        let pieces = std::iter::repeat_n(piece.as_bytes(), (1 << 30) / piece.len());
        BufReader::new(b"<a><b>1</b><b>".chain(Pieces(pieces)))
    };
    let letters = "가나다라마바사아자차카타파하 ";
    for (piece, said) in [
        (letters, "begin a\nb@1:4(\"1\" )\n1:15: error: an entry has more than 16 MiB; divide it [xml]\n"),
        ("<c/>", "begin a\nb@1:4(\"1\" )\n1:1048587: error: an entry has more than 262144 parts; divide it [xml]\n"),
    ] {
        let found = read_from(&mut large(piece));
        assert!(found.starts_with(said) && found.len() < 200_000, "{:?}", found.lines().last());
    }
}

fn written(layout: Layout, write: impl FnOnce(&mut Writer<&mut Vec<u8>>) -> io::Result<()>) -> (String, usize) {
    let mut bytes = Vec::new();
    let mut writer = Writer::new(&mut bytes, layout);
    write(&mut writer).and_then(|()| writer.finish()).unwrap();
    let dropped = writer.take_dropped();
    (String::from_utf8(bytes).unwrap(), dropped)
}

#[test]
fn what_is_written() {
    let write = |writer: &mut Writer<&mut Vec<u8>>| {
        writer.declaration();
        writer.begin("a")?;
        writer.attribute("b", "\"<\t\n\u{1}");
        writer.leaf("c", &[("d", "'")], "x & \u{0}y\r\n")?;
        writer.comment(" z ");
        writer.instruction("e", "f=\"g\"");
        writer.leaf("h", &[], "")
    };
    assert_eq!(
        written(Layout::Lines, write),
        (
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"&quot;&lt;&#9;&#10;\">\n  <c d=\"'\">x &amp; y&#13;\n</c>\n  \
             <!-- z -->\n  <?e f=\"g\"?>\n  <h/>\n</a>\n"
                .to_owned(),
            2
        )
    );
}

#[test]
fn a_tree_can_be_changed() {
    let mut file: &[u8] = b"<a x='1'><b>old</b> <c><d/></c><e/>end</a>";
    let mut tree = Tree::default();
    let mut reader = Reader::new(&mut file, SPACES).unwrap();
    let problems = &mut Problems::default();
    reader.next(&mut tree, problems).unwrap();
    reader.whole(&mut tree, problems).unwrap();
    let root = tree.root().unwrap();
    let [all, b, c, d, e] = [
        root.id(),
        root.element("b").unwrap().id(),
        root.element("c").unwrap().id(),
        root.element("c").unwrap().element("d").unwrap().id(),
        root.element("e").unwrap().id(),
    ];
    tree.set_text(b, "new <");
    tree.set_attribute(all, "y", "2");
    tree.set_attribute(all, "x", "3");
    tree.move_to(d, all, Some(b));
    tree.remove(e);
    tree.rename(c, "f");
    let leaf = tree.append_leaf(c, "g", "h");
    tree.set_attribute(leaf, "i", "");
    tree.set_attribute(leaf, "j", "k");
    tree.remove_attribute(leaf, "i");
    let mut copy = Tree::default();
    copy.append_copy(None, tree.root().unwrap());
    for tree in [&tree, &copy] {
        let node = tree.root().unwrap();
        assert_eq!(node.text(), "new < hend");
        let (text, _) = written(Layout::Compact, |writer| writer.node(node, |name| name == "a"));
        assert_eq!(text, "<a x=\"3\" y=\"2\"><d/><b>new &lt;</b><f><g j=\"k\">h</g></f>end</a>");
    }
}

#[test]
fn pairs_of_an_instruction() {
    let found: Vec<(&str, String)> =
        pairs("a=\"1 &quot; &#10;2\"  b = '\"' c=d").map(|(name, value)| (name, value.into_owned())).collect();
    assert_eq!(found, [("a", "1 \" \n2".to_owned()), ("b", "\"".to_owned())]);
}

/// Each node knows its bytes, in a stream and in a chunk, and all that was read can be had as it stood.
#[test]
fn nodes_know_their_bytes() {
    let file = "\u{feff}<?xml version='1.0'?>\r\n<r>\r\n <!-- 해 --><a b='해&amp;' ><b/>자<c >&#65;x<![CDATA[y]]></c ><?i j?></a>\r\n</r> ";
    let text = file.trim_start_matches('\u{feff}');
    let mut input = file.as_bytes();
    let mut reader = Reader::new(&mut input, &[]).unwrap().structured(|name| name == "r").recording();
    let (mut tree, mut problems) = (Tree::default(), Problems::default());
    let mut recorded = String::new();
    let mut found = Vec::new();
    loop {
        let event = reader.next(&mut tree, &mut problems).unwrap();
        if event == Event::Start && reader.depth() == 2 {
            reader.whole(&mut tree, &mut problems).unwrap();
            found.extend(tree.ids().map(|id| {
                let node = tree.node(id);
                let [outer, inner] = [node.bytes(), node.inner_bytes()].map(|bytes| reader.raw(bytes));
                format!("{}|{outer}|{inner}|{}", node.name(), node.is_one_tag())
            }));
        }
        let (bytes, start) = reader.recorded();
        assert_eq!(usize::try_from(start).unwrap(), recorded.len());
        recorded.push_str(bytes);
        if event == Event::Done {
            break;
        }
    }
    assert_eq!(recorded, text);
    assert_eq!(
        found,
        [
            "a|<a b='해&amp;' ><b/>자<c >&#65;x<![CDATA[y]]></c ><?i j?></a>|<b/>자<c >&#65;x<![CDATA[y]]></c ><?i j?>|false",
            "b|<b/>||true",
            "|자|자|false",
            "c|<c >&#65;x<![CDATA[y]]></c >|&#65;x<![CDATA[y]]>|false",
            "|&#65;x<![CDATA[y]]>|&#65;x<![CDATA[y]]>|false",
            "i|<?i j?>|<?i j?>|false",
        ]
    );
}
