package io.xiangyin.core;

/**
 * A file somebody sent, as it is kept: pictures drawn anew, other files as they came. The file itself lies beside the
 * log, in the folder of its conversation.
 *
 * @param id unique in its conversation; the same file sent again has the same id
 * @param name what to call it, fit to be shown and to be a file's name; also the words for whoever cannot show it
 * @param mediaType decided from the content, such as {@code image/jpeg}
 * @param bytes its size as kept
 */
public record Attachment(String id, String name, String mediaType, int bytes) {}
