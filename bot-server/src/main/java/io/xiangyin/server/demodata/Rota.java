package io.xiangyin.server.demodata;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.server.demodata.Traffic.Clerk;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The desk: who is on duty, one conversation at a time each, first come first served. Waits come out of it by themselves. */
final class Rota {
    private final List<Clerk> desk;
    private final Rhythm rhythm;
    private final Map<String, Instant> busyUntil = new HashMap<>();

    Rota(List<Clerk> desk, Rhythm rhythm) {
        this.desk = desk;
        this.rhythm = rhythm;
    }

    /** A place at the desk, and when it is free. */
    record Place(Clerk clerk, Instant free) {}

    /** The place that is free first, of one who speaks the dialect if that costs no more than a minute. */
    Place next(Instant at, @Nullable String dialect, @Nullable Clerk other) {
        List<Place> places = new ArrayList<>();
        for (Clerk clerk : onDuty(at)) {
            if (!clerk.equals(other)) {
                Instant free = busyUntil.getOrDefault(clerk.agent().id(), at);
                places.add(new Place(clerk, free.isBefore(at) ? at : free));
            }
        }
        Place soonest = places.stream().min(Comparator.comparing(Place::free)).orElseThrow();
        Instant patience = soonest.free().plus(Duration.ofMinutes(1));
        return places.stream()
                .filter(place -> dialect != null && dialect.equals(place.clerk().speaks()))
                .filter(place -> !place.free().isAfter(patience))
                .findFirst()
                .orElse(soonest);
    }

    void take(Place place, Instant until) {
        busyUntil.put(place.clerk().agent().id(), until);
    }

    /** How many are talking to somebody then. */
    int ahead(Instant at) {
        return (int) busyUntil.values().stream().filter(at::isBefore).count();
    }

    private List<Clerk> onDuty(Instant at) {
        ZonedDateTime local = at.atZone(OpeningHours.SHOP_TIME);
        LocalDate day = local.toLocalDate();
        int needed = needed(local.getHour()) + (rhythm.selling(day) ? 2 : 0);
        int first = Math.floorMod((int) day.toEpochDay() + local.getHour() / 8, desk.size());
        List<Clerk> present = new ArrayList<>();
        for (int i = 0; i < Math.min(Math.max(2, needed), desk.size()); i++) {
            present.add(desk.get((first + i) % desk.size()));
        }
        return present;
    }

    private static int needed(int hour) {
        return hour >= 10 && hour < 23 ? 3 : 2;
    }
}
