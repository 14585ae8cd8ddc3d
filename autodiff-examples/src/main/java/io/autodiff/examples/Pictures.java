package io.autodiff.examples;

import io.autodiff.tensor.IntTensor;
import io.autodiff.tensor.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts, written as PNG files. The only class that draws, so a program that draws nothing never loads a font. */
final class Pictures {
    static final int WIDTH = 720;
    static final int HEIGHT = 720;
    static final int CURVES_HEIGHT = 480;

    /** The points of each class, and the light shade of the region where the network answers with it. */
    static final List<Color> STRONG = List.of(new Color(0x1f5fa8), new Color(0xc8501e), new Color(0x2e7d4f));

    static final List<Color> LIGHT = List.of(new Color(0xcfe0f3), new Color(0xfadfcf), new Color(0xd3ecdb));

    /** The picture shows the square from −EDGE to EDGE, in which the network is asked at GRID × GRID places. */
    static final double EDGE = 1.1;

    private static final int GRID = 220;

    private static final Color INK = new Color(0x333333);
    private static final Color PALE = new Color(0xe4e4e4);
    private static final Color NONE = new Color(0, true);

    static {
        System.setProperty("java.awt.headless", "true"); // pictures go to files: no screen is needed, none is opened
    }

    private Pictures() {}

    /** Whether this machine can write text into a picture. With a JDK alone it may have no fonts. */
    static boolean possible() {
        try {
            Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
            graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("x");
            graphics.dispose();
            return true;
        } catch (RuntimeException | InternalError | LinkageError noFonts) { // which one depends on what is missing
            return false;
        }
    }

    /** Starts to load what draws, in the background: it takes as long as to train the spiral network, and there are cores. */
    static void preload() {
        Thread loader = new Thread(() -> {
            if (possible()) {
                paint(chart(WIDTH, HEIGHT, "", "", ""), new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB));
            }
        });
        loader.setDaemon(true);
        loader.start();
    }

    /**
     * How the loss went down, by the loop and by the trainer. The axis counts tens of iterations: the loop reports after each, the
     * trainer after the first of each ten.
     */
    static void lossCurves(List<Double> loop, List<Double> trainer, Path file) throws IOException {
        XYChart chart = chart(WIDTH, CURVES_HEIGHT, "The loss of the spiral network", "iterations (x10)", "loss");
        chart.getStyler().setXAxisMin(0.0).setXAxisMax((double) loop.size());
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.2);
        addCurve(chart, "trainer", 0.1, trainer, STRONG.get(1));
        addCurve(chart, "loop", 1.0, loop, STRONG.get(0));
        BufferedImage image = blank(chart);
        paint(chart, image);
        write(image, file);
    }

    private static void addCurve(XYChart chart, String name, double first, List<Double> losses, Color color) {
        double[] x =
                IntStream.range(0, losses.size()).mapToDouble(i -> first + i).toArray();
        double[] y = losses.stream().mapToDouble(Double::doubleValue).toArray();
        XYSeries curve = chart.addSeries(name, x, y);
        curve.setMarker(SeriesMarkers.NONE);
        curve.setLineColor(color);
        curve.setLineStyle(new BasicStroke(1.4f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    /** The points over the regions in which the network answers with each class. */
    static void decisionRegions(SpiralData data, Function<Tensor, IntTensor> classify, Path file) throws IOException {
        XYChart chart = chart(WIDTH, HEIGHT, "Where the network sees which arm", "x", "y");
        chart.getStyler()
                .setXAxisMin(-EDGE)
                .setXAxisMax(EDGE)
                .setYAxisMin(-EDGE)
                .setYAxisMax(EDGE);
        chart.getStyler().setPlotGridLinesVisible(false);
        for (int arm = 0; arm < SpiralData.CLASSES; arm++) {
            addPoints(chart, data, arm);
        }
        BufferedImage image = blank(chart);
        paint(chart, image); // the first time to lay it out: where the axes end is known only then
        Graphics2D graphics = image.createGraphics();
        int left = (int) Math.round(chart.getScreenXFromChart(-EDGE));
        int top = (int) Math.round(chart.getScreenYFromChart(EDGE));
        int right = (int) Math.round(chart.getScreenXFromChart(EDGE));
        int bottom = (int) Math.round(chart.getScreenYFromChart(-EDGE));
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(regions(classify), left, top, right - left, bottom - top, null);
        graphics.dispose();
        paint(chart, image); // and over the regions
        write(image, file);
    }

    private static void addPoints(XYChart chart, SpiralData data, int arm) {
        int[] members = IntStream.range(0, data.size())
                .filter(i -> data.labels().get(i) == arm)
                .toArray();
        Tensor points = data.at(members).points();
        double[] x = points.select(1, 0).toDoubleArray();
        double[] y = points.select(1, 1).toDoubleArray();
        XYSeries series = chart.addSeries("class " + arm, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(STRONG.get(arm));
    }

    /** The square, a pixel for each place at which the network is asked, in the light colour of its answer. */
    private static BufferedImage regions(Function<Tensor, IntTensor> classify) {
        double[][] places = new double[GRID * GRID][];
        for (int i = 0; i < places.length; i++) {
            places[i] = new double[] {place(i % GRID), -place(i / GRID)};
        }
        int[] answers = classify.apply(Tensor.of(places)).toArray();
        BufferedImage image = new BufferedImage(GRID, GRID, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < answers.length; i++) {
            image.setRGB(i % GRID, i / GRID, LIGHT.get(answers[i]).getRGB());
        }
        return image;
    }

    /** The middle of pixel i of GRID. */
    private static double place(int i) {
        return EDGE * ((2 * i + 1.0) / GRID - 1);
    }

    private static XYChart chart(int width, int height, String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(NONE)
                .setPlotBackgroundColor(NONE)
                .setPlotBorderColor(PALE)
                .setChartFontColor(INK)
                .setChartTitleBoxVisible(false)
                .setChartPadding(16)
                .setMarkerSize(7)
                .setChartTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 18))
                .setChartTitlePadding(12)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setLegendBorderColor(NONE)
                .setLegendBackgroundColor(NONE)
                .setPlotContentSize(1);
        chart.getStyler()
                .setPlotGridLinesColor(PALE)
                .setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13))
                .setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                .setAxisTickLabelsColor(INK);
        return chart;
    }

    private static BufferedImage blank(XYChart chart) {
        BufferedImage image = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.dispose();
        return image;
    }

    private static void paint(XYChart chart, BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        chart.paint(graphics, image.getWidth(), image.getHeight());
        graphics.dispose();
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageIO.write(image, "png", file.toFile());
    }
}
