import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryReaderTSV;

/** Adds entries to the glossary FILE as OmegaT does: lines of the standard input, with source, target and comment. */
public final class OmegatWrites {
    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] cells = line.split("\t", -1);
            GlossaryReaderTSV.append(new File(arguments[0]), new GlossaryEntry(cells[0], cells[1], cells[2], true));
        }
    }
}
