package io.xiangyin.server.attachment;

import io.vertx.core.buffer.Buffer;
import io.xiangyin.channel.http.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;

/**
 * A file that does nothing but be looked at. What it is, is decided by its content, never by its name or by what the
 * sender calls it. Pictures are drawn anew, so that nothing hidden in them survives, neither scripts nor places where
 * they were taken.
 *
 * @param kind what it is
 * @param bytes as it is kept
 */
record HarmlessFile(Kind kind, Buffer bytes) {
    /** Longer side of a picture as kept, about, in pixels. */
    private static final int SIDE = 2048;
    /** Largest picture that is looked at, pixels; a larger one costs more memory than its sight is worth. */
    private static final long MOST_PIXELS = 40_000_000;

    private static final float QUALITY = 0.85f;
    private static final Pattern MARKUP =
            Pattern.compile("<\\s*(?:!doctype|\\?xml|html|svg|script|iframe|body|head)", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0E-\\x1F]");

    /** What is taken. */
    enum Kind {
        PICTURE("image/jpeg", "jpg"),
        PDF("application/pdf", "pdf"),
        TEXT("text/plain", "txt");

        private final String mediaType;
        private final String extension;

        Kind(String mediaType, String extension) {
            this.mediaType = mediaType;
            this.extension = extension;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return extension;
        }
    }

    /**
     * Makes a file harmless.
     *
     * @throws Problem 400 if it is empty, 413 if the picture is too large to be drawn, 415 if it is of another kind or
     *     cannot be read
     */
    static HarmlessFile of(byte[] sent) {
        if (sent.length == 0) {
            throw Problem.badRequest("empty-file", "The file is empty. Send it as the body of the request.");
        }
        if (begins(sent, 0xFF, 0xD8, 0xFF) || begins(sent, 0x89, 'P', 'N', 'G') || begins(sent, 'G', 'I', 'F', '8')) {
            return new HarmlessFile(Kind.PICTURE, Buffer.buffer(drawnAnew(sent)));
        }
        if (begins(sent, '%', 'P', 'D', 'F', '-')) {
            return new HarmlessFile(Kind.PDF, Buffer.buffer(sent));
        }
        if (isPlainText(sent)) {
            return new HarmlessFile(Kind.TEXT, Buffer.buffer(sent));
        }
        throw new Problem(
                415,
                "unsupported-file",
                "Files taken are pictures (JPEG, PNG, GIF), PDF and plain text in UTF-8. Save it as one of these.");
    }

    private static boolean begins(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlainText(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !CONTROL.matcher(text).find() && !MARKUP.matcher(text).find();
        } catch (CharacterCodingException otherThanText) {
            return false;
        }
    }

    private static byte[] drawnAnew(byte[] sent) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(sent))) {
            ImageReader reader = ImageIO.getImageReaders(in).next();
            try {
                reader.setInput(in, true, true);
                return jpeg(flat(sample(reader), Orientation.of(sent)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof Problem problem) {
                throw problem;
            }
            throw new Problem(
                    415, "unreadable-picture", "The picture is damaged or of a rare kind. Save it as JPEG or PNG.");
        }
    }

    private static BufferedImage sample(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) {
            throw new Problem(
                    413,
                    "picture-too-large",
                    "The picture has " + width + " × " + height + " pixels; at most " + MOST_PIXELS
                            + " in all are taken. Send a smaller one.");
        }
        ImageReadParam wish = reader.getDefaultReadParam();
        int step = (int) Math.max(1, (Math.max(width, height) + SIDE - 1) / SIDE);
        wish.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, wish);
    }

    /** Upright, for what told how the camera was held is not kept; on white, without the transparency that JPEG does not know. */
    private static BufferedImage flat(BufferedImage image, Orientation held) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage flat = held.turnsOnItsSide()
                ? new BufferedImage(height, width, BufferedImage.TYPE_INT_RGB)
                : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = flat.createGraphics();
        pen.transform(held.upright(width, height));
        pen.drawImage(image, 0, 0, Color.WHITE, null);
        pen.dispose();
        return flat;
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
