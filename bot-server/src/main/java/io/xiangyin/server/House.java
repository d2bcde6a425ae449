package io.xiangyin.server;

import io.xiangyin.channel.http.Api;
import io.xiangyin.core.turn.Conversations;
import io.xiangyin.server.config.BotConfig;
import io.xiangyin.server.config.BotHome;
import io.xiangyin.server.outbound.ShopActions;
import io.xiangyin.server.staff.StaffApi;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What the rooms of staff stand on: the shop's files, the log, and the way in for those who may.
 *
 * @param folder the shop's folder
 * @param config the shop's settings, with the demo's order service if this is the demo
 * @param data the data folder
 * @param staff asks who is calling and what they may
 * @param api where a room's operations are registered
 */
record House(
        Path folder,
        BotHome home,
        BotConfig config,
        Path data,
        Database database,
        EventCodec codec,
        SqliteEventStore store,
        Conversations conversations,
        ShopActions actions,
        StaffApi staff,
        Api api,
        InstantSource clock) {}
