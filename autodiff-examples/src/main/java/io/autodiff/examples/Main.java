package io.autodiff.examples;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the examples: {@code list} and {@code run NAME}. */
@Command(
        name = "autodiff-examples",
        description = "Programs to read and to run.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        subcommands = {Main.ListPrograms.class, Main.Run.class})
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /**
     * Runs the command line and ends the process: exit code 0 if all went well, 1 if a program failed, 2 if it was asked for
     * in a wrong way.
     *
     * @param arguments the words of the command line
     */
    public static void main(String[] arguments) {
        Charset charset = Charset.defaultCharset();
        System.exit(execute(
                new PrintWriter(System.out, true, charset), new PrintWriter(System.err, true, charset), arguments));
    }

    static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setParameterExceptionHandler((wrong, words) -> usageError(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command))
                .execute(arguments);
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        throw new ParameterException(commandLine(spec), "Which command? Say `list` or `run NAME`.");
    }

    private static int usageError(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return CommandLine.ExitCode.USAGE;
    }

    /** A file that cannot be written is no fault of the program: a line says which. Everything else is, and shows where. */
    private static int failed(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof IOException) {
            command.getErr().println("Cannot write: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        throw failure;
    }

    private static CommandLine commandLine(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli fills the fields marked @Spec");
        }
        return spec.commandLine();
    }

    @Command(name = "list", description = "Prints the programs, a line each.", mixinStandardHelpOptions = true)
    static final class ListPrograms implements Runnable {
        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public void run() {
            PrintWriter out = commandLine(spec).getOut();
            for (Program program : Program.values()) {
                out.println(program.title() + " ".repeat(20 - program.title().length()) + program.description());
            }
        }
    }

    @Command(name = "run", description = "Runs a program.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "NAME", description = "The program, as `list` names it.")
        private String name = "";

        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "The seed of the random numbers (default: ${DEFAULT-VALUE}).")
        private int seed = 1984;

        @Option(names = "--out", paramLabel = "DIR", description = "Where the pictures go (default: ${DEFAULT-VALUE}).")
        private Path out = Path.of("out");

        @Option(names = "--no-pictures", description = "Draw nothing, and start faster.")
        private boolean noPictures;

        @Override
        public Integer call() throws IOException {
            CommandLine command = commandLine(spec);
            Program program = Program.named(name).orElseThrow(() -> unknown(command));
            PrintWriter console = command.getOut();
            program.run(new Settings(seed, out, !noPictures, console::println));
            return CommandLine.ExitCode.OK;
        }

        private ParameterException unknown(CommandLine command) {
            return new ParameterException(
                    command,
                    "There is no program `" + name + "`. Did you mean `"
                            + Program.closestTo(name).title() + "`?");
        }
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"autodiff " + (version == null ? "(not packaged)" : version)};
        }
    }
}
