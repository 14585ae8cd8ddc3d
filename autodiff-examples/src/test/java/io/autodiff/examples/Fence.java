package io.autodiff.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown document.
 *
 * @param info what stands after the opening fence
 * @param line the number of the opening line
 * @param text the lines between the fences, each with its end
 */
record Fence(String info, int line, String text) {
    private static final String MARK = "```";

    /** The blocks of a document, in order. */
    static List<Fence> in(Path document) throws IOException {
        List<Fence> fences = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        int opened = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(MARK)) {
                if (opened < 0) {
                    opened = i;
                } else {
                    String text = String.join("\n", lines.subList(opened + 1, i)) + "\n";
                    fences.add(new Fence(lines.get(opened).substring(MARK.length()), opened + 1, text));
                    opened = -1;
                }
            }
        }
        return fences;
    }
}
