package io.xiangyin.server;

import io.xiangyin.core.Phrases;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.routing.RoutingPolicy;
import io.xiangyin.core.routing.Triage;
import io.xiangyin.knowledge.KnowledgeAnswers;
import io.xiangyin.server.attachment.AttachmentApi;
import io.xiangyin.server.attachment.AttachmentFolder;
import io.xiangyin.server.customer.CustomerApi;
import io.xiangyin.server.customer.CustomerErasure;
import io.xiangyin.server.customer.CustomerProfiles;
import io.xiangyin.server.llm.LanguageModels;
import io.xiangyin.server.staff.AccountApi;
import io.xiangyin.server.staff.AuditTrail;
import io.xiangyin.server.staff.ConversationGate;
import io.xiangyin.server.staff.GroupApi;
import io.xiangyin.server.staff.Presence;
import io.xiangyin.server.staff.StaffAccounts;
import io.xiangyin.server.staff.StaffSocket;
import io.xiangyin.server.ticket.TicketApi;
import io.xiangyin.server.ticket.TicketClerk;
import io.xiangyin.server.ticket.TicketDesk;
import io.xiangyin.server.ticket.TicketPolicy;
import io.xiangyin.server.ticket.TicketStore;
import io.xiangyin.server.workbench.ApprovalStore;
import io.xiangyin.server.workbench.CannedReplies;
import io.xiangyin.server.workbench.DeskActions;
import io.xiangyin.server.workbench.MoneyApi;
import io.xiangyin.server.workbench.PastTalks;
import io.xiangyin.server.workbench.WorkbenchApi;
import java.time.InstantSource;

/** Where human agents work: tickets, customers, accounts, money and the workbench. */
final class DeskRoom implements AutoCloseable {
    private final TicketClerk clerk;

    private DeskRoom(TicketClerk clerk) {
        this.clerk = clerk;
    }

    static DeskRoom open(
            House house,
            Desk desk,
            StaffSocket sockets,
            StaffAccounts accounts,
            AuditTrail audit,
            Presence presence,
            ConversationGate gate,
            KnowledgeAnswers answers) {
        var jdbi = house.database().jdbi();
        var store = house.store();
        var conversations = house.conversations();
        var staff = house.staff();
        var api = house.api();
        InstantSource clock = house.clock();
        Phrases phrases = house.home().phrases();
        RoutingPolicy routing = house.home().routing();

        TicketStore tickets = new TicketStore(jdbi);
        TicketPolicy promises = new TicketPolicy(house.home().tickets(), new Triage(routing));
        TicketDesk ticketDesk =
                new TicketDesk(tickets, store, promises, house.config().openingHours(), phrases, clock);
        TicketClerk clerk =
                new TicketClerk(ticketDesk, tickets, store, conversations, promises, phrases, sockets::alarm, clock);
        new TicketApi(ticketDesk, tickets, conversations, staff, gate, clock).register(api);
        new AccountApi(accounts, audit, presence, staff).register(api);
        new GroupApi(accounts, audit, staff).register(api);

        CustomerProfiles profiles = new CustomerProfiles(
                store::listConversations,
                store,
                conversations,
                house.actions(),
                house.home().segments(),
                house.config().quietHours(),
                clock);
        AttachmentFolder files = new AttachmentFolder(house.data());
        new AttachmentApi(files, desk, conversations, gate, staff).register(api);
        ApprovalStore approvals = new ApprovalStore(jdbi);
        CustomerErasure erasure = new CustomerErasure(
                store,
                store::listConversations,
                tickets,
                approvals,
                files,
                LanguageModels.erasing(house.data(), clock));
        new CustomerApi(profiles, store::listConversations, store, house.codec(), erasure, audit, staff).register(api);

        DeskActions money = new DeskActions(
                store,
                conversations,
                house.home().flows().actions(),
                house.actions(),
                approvals,
                routing.agentYuan(),
                phrases,
                clock);
        new MoneyApi(money, approvals, staff).register(api);
        new WorkbenchApi(
                        store,
                        conversations,
                        new CannedReplies(jdbi),
                        new PastTalks(jdbi, house.codec()),
                        answers,
                        staff,
                        clock)
                .register(api);
        return new DeskRoom(clerk);
    }

    /** Keeps the promises of tickets from now on. */
    void start() {
        clerk.start();
    }

    @Override
    public void close() {
        clerk.close();
    }
}
