import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.omegat.core.Core;
import org.omegat.core.data.NotLoadedProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderCSV;
import org.omegat.gui.glossary.GlossaryReaderTBX;
import org.omegat.gui.glossary.GlossaryReaderTSV;
import org.omegat.util.Language;
import org.omegat.util.TMXReader2;

/**
 * Reads files with OmegaT's own readers.
 *
 * <p>Each line of the standard input names a source language, a target language and a file, with tabs between. It is
 * answered by a line of JSON: a list of [source, target, comment], or the text of an error. The reader is chosen by the
 * file's name, as OmegaT's GlossaryManager does.
 */
public final class OmegatReads {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] asked = line.split("\t");
            try {
                List<String> rows = read(new Language(asked[0]), new Language(asked[1]), new File(asked[2]));
                out.println("[" + String.join(", ", rows) + "]");
            } catch (Exception error) {
                out.println(quote(error.toString()));
            }
        }
    }

    private static List<String> read(Language source, Language target, File file) throws Exception {
        openProject(source, target);
        List<String> rows = new ArrayList<>();
        String name = file.getName().toLowerCase(Locale.ENGLISH);
        if (name.endsWith(".tmx")) {
            new TMXReader2().readTMX(file, source, target, false, false, true, false,
                (unit, from, to, paragraph) -> {
                    rows.add(row(text(from), text(to), unit.note));
                    return true;
                });
        } else {
            for (GlossaryEntry entry : glossary(name, file)) {
                String[] comments = entry.getComments();
                rows.add(row(entry.getSrcText(), entry.getLocText(), comments.length == 0 ? "" : comments[0]));
            }
        }
        return rows;
    }

    private static List<GlossaryEntry> glossary(String name, File file) throws Exception {
        if (name.endsWith(".tbx")) {
            return GlossaryReaderTBX.read(file, false);
        }
        return name.endsWith(".csv") ? GlossaryReaderCSV.read(file, false) : GlossaryReaderTSV.read(file, false);
    }

    /** The TBX reader asks the open project for its languages. */
    private static void openProject(Language source, Language target) {
        ProjectProperties properties = new ProjectProperties() { };
        properties.setSourceLanguage(source);
        properties.setTargetLanguage(target);
        Core.setProject(new NotLoadedProject() {
            @Override
            public ProjectProperties getProjectProperties() {
                return properties;
            }
        });
    }

    private static String text(TMXReader2.ParsedTuv variant) {
        return variant == null ? null : variant.text;
    }

    private static String row(String... cells) {
        List<String> quoted = new ArrayList<>();
        for (String cell : cells) {
            quoted.add(cell == null ? "null" : quote(cell));
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char unit : text.toCharArray()) {
            if (unit < ' ' || unit == '"' || unit == '\\') {
                quoted.append(String.format("\\u%04x", (int) unit));
            } else {
                quoted.append(unit);
            }
        }
        return quoted.append('"').toString();
    }
}
