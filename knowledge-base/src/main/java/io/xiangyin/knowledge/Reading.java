package io.xiangyin.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of reading files of knowledge. An article is whole or left out; what was left out has its problem.
 *
 * @param problems {@code file:line: problem. remedy}
 */
public record Reading(List<Article> articles, List<String> problems) {
    public Reading {
        articles = List.copyOf(articles);
        problems = List.copyOf(problems);
    }

    static Reading problem(String problem) {
        return new Reading(List.of(), List.of(problem));
    }

    /** All of them one after another. */
    static Reading all(List<Reading> readings) {
        List<Article> articles = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        readings.forEach(reading -> {
            articles.addAll(reading.articles);
            problems.addAll(reading.problems);
        });
        return new Reading(articles, problems);
    }
}
