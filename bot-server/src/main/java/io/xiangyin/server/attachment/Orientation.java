package io.xiangyin.server.attachment;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * How a camera was held: the picture is stored as the sensor saw it, and a number from 1 to 8 says how to look at it.
 *
 * @param code the Exif value of tag 0x0112: 1 upright; 3, 6, 8 turned; 2, 4, 5, 7 mirrored as well
 */
record Orientation(int code) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** Reads it from a JPEG; what carries none, or nonsense, is upright. */
    static Orientation of(byte[] picture) {
        try {
            ExifIFD0Directory exif = JpegMetadataReader.readMetadata(
                            new ByteArrayInputStream(picture), List.of(new ExifReader()))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return UPRIGHT;
            }
            int code = exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return code >= 1 && code <= 8 ? new Orientation(code) : UPRIGHT;
        } catch (ImageProcessingException | MetadataException | IOException unreadable) {
            return UPRIGHT;
        }
    }

    /** Whether height becomes width. */
    boolean turnsOnItsSide() {
        return code >= 5;
    }

    /** What brings a picture of these pixels upright, its corner at the origin again. */
    AffineTransform upright(int width, int height) {
        return switch (code) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
