package io.xiangyin.channel.http;

import java.util.List;

/**
 * One thing the API does, as it is routed, checked and described.
 *
 * @param path below the base path, parameters as {@code {id}}
 * @param id name of the operation, unique in the API
 * @param access who may call it, in words for the description
 * @param query names of query parameters with their descriptions, as {@code name: description}
 * @param body fields of the JSON body; empty if it takes none
 * @param success status of the answer when all is well
 * @param largest most bytes of a body
 * @param raw true if the body is a file as it is, and not JSON
 */
public record Operation(
        String method,
        String path,
        String id,
        String summary,
        Access access,
        List<String> query,
        List<Field> body,
        int success,
        int largest,
        boolean raw) {
    /** Largest body, bytes, of an operation that says nothing else. */
    public static final int LARGEST_BODY = 64 * 1024;

    /** Who may call an operation. */
    public enum Access {
        ANYONE,
        SHOPPER,
        SHOPPER_OR_STAFF,
        STAFF
    }

    public Operation {
        query = List.copyOf(query);
        body = List.copyOf(body);
    }

    public static Operation get(String path, String id, Access access, String summary, String... query) {
        return new Operation("GET", path, id, summary, access, List.of(query), List.of(), 200, LARGEST_BODY, false);
    }

    public static Operation post(String path, String id, Access access, String summary, int success, Field... body) {
        return new Operation("POST", path, id, summary, access, List.of(), List.of(body), success, LARGEST_BODY, false);
    }

    public static Operation put(String path, String id, Access access, String summary, Field... body) {
        return new Operation("PUT", path, id, summary, access, List.of(), List.of(body), 200, LARGEST_BODY, false);
    }

    public static Operation delete(String path, String id, Access access, String summary) {
        return new Operation("DELETE", path, id, summary, access, List.of(), List.of(), 200, LARGEST_BODY, false);
    }

    /** The same with query parameters. */
    public Operation with(String... parameters) {
        return new Operation(method, path, id, summary, access, List.of(parameters), body, success, largest, raw);
    }

    /** The same with a body of at most so many bytes. */
    public Operation upTo(int bytes) {
        return new Operation(method, path, id, summary, access, query, body, success, bytes, raw);
    }

    /** The same with a file of at most so many bytes for its body. */
    public Operation file(int bytes) {
        return new Operation(method, path, id, summary, access, query, body, success, bytes, true);
    }
}
