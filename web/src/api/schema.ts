/** Made from openapi.json by `npm run generate`; a change made here by hand is lost. */

export interface paths {
    "/api/v1/ai/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What Theo has said and proposed in a conversation
         * @description The newest 50, newest first.
         */
        get: operations["get_ai_answers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/answers/{answer_id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Throw a draft away */
        post: operations["post_ai_answers_by_answer_id_discard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/answers/{answer_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether an answer was right */
        post: operations["post_ai_answers_by_answer_id_feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an article out of an answer
         * @description A draft, to be looked over before it is published: the customer's question before the message is its title.
         */
        post: operations["post_ai_articles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/ask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a question
         * @description As a customer would ask it; nothing is sent or noted.
         */
        post: operations["post_ai_ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What customers ask and no article answers
         * @description At most 100, what is asked most first.
         */
        get: operations["get_ai_gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/gaps/{gap_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Close a gap
         * @description An article answers it now, or nobody is to.
         */
        delete: operations["delete_ai_gaps_by_gap_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Theo for an answer
         * @description `assist` gives a draft: nothing is sent. `auto` sends it where Theo is at least 0.8 sure, and flags the conversation for a
         *     human where he is not; `reply` is then null. He reads the last five messages and the published articles.
         */
        post: operations["post_ai_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What Theo did
         * @description In a stretch of time, of the last 30 days where none is said.
         */
        get: operations["get_ai_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How Theo is wanted */
        get: operations["get_ai_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change how Theo is wanted
         * @description Owners and admins. What is left out stays; null empties.
         */
        patch: operations["patch_ai_settings"];
        trace?: never;
    };
    "/api/v1/ai/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sum a conversation up */
        post: operations["post_ai_summary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tags that fit a conversation
         * @description Those of the articles that are about it, without the ones that it has.
         */
        post: operations["post_ai_tags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/business/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a business
         * @description The caller becomes its owner. A person owns one at most, and works in one at a time.
         */
        post: operations["post_auth_business_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another mail that proves the e-mail */
        post: operations["post_auth_email_resend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove an e-mail with the token from the mail */
        post: operations["post_auth_email_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/google": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with Google
         * @description Makes an account on the first time. An account with a password is joined only if its e-mail was verified.
         */
        post: operations["post_auth_google"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with e-mail and password */
        post: operations["post_auth_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description This token stops working at once.
         */
        post: operations["post_auth_logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["get_auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change name, picture or password */
        patch: operations["patch_auth_me"];
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a mail that sets a new password */
        post: operations["post_auth_password_forgot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password with the token from the mail
         * @description Ends every session of the account.
         */
        post: operations["post_auth_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an account
         * @description Answers the user and a token at once, and mails a link that proves the address.
         */
        post: operations["post_auth_register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one is signed in, newest first */
        get: operations["get_auth_sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out somewhere else */
        delete: operations["delete_auth_sessions_by_session_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every channel, active or not
         * @description The owner sees each configuration with its secrets masked; for everybody else it is empty.
         */
        get: operations["get_channels"];
        put?: never;
        /**
         * Add a channel
         * @description `GET /api/v1/channels/types` tells what `config` holds for each type. Two active channels can't use the same
         *     account at a provider.
         */
        post: operations["post_channels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What each kind of channel can do and needs to be told */
        get: operations["get_channels_types"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One channel */
        get: operations["get_channels_by_channel_id"];
        put?: never;
        post?: never;
        /**
         * Remove a channel
         * @description Its credentials are forgotten; its conversations stay.
         */
        delete: operations["delete_channels_by_channel_id"];
        options?: never;
        head?: never;
        /**
         * Change a channel's configuration, or switch it on or off
         * @description What `config` leaves out stays, null takes away, and a secret sent back as it was shown stays. A stored password
         *     does not follow to another host: send it again.
         */
        patch: operations["patch_channels_by_channel_id"];
        trace?: never;
    };
    "/api/v1/channels/{channel_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was posted to a channel
         * @description Newest first; kept for a week.
         */
        get: operations["get_channels_by_channel_id_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}/deliveries/{delivery_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with what stands in it */
        get: operations["get_channels_by_channel_id_deliveries_by_delivery_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read a delivery again
         * @description What was taken in before changes nothing. It happens at once, by a job: read the delivery to see what became of it.
         */
        post: operations["post_channels_by_channel_id_deliveries_by_delivery_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The approved templates of a channel
         * @description WhatsApp takes nothing else once a day has passed since the customer last wrote. The list is at most ten minutes
         *     old, or as old as the provider's last answer.
         */
        get: operations["get_channels_by_channel_id_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description Conversations of the caller's business, most recently updated first. Beside the array, `Link` carries cursors that
         *     stay in place while conversations move, `X-Total-Count` the number of conversations that `status` and
         *     `assignee_id` let through, and `ETag` a version for `If-None-Match`.
         */
        get: operations["get_conversations"];
        put?: never;
        /** Start a conversation */
        post: operations["post_conversations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One conversation with its newest 200 messages
         * @description Fewer where these take more than 4 MiB of text. `Link: rel="prev"` leads to the older ones.
         */
        get: operations["get_conversations_by_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change status, assignee, priority, subject, tags, or put it aside until later */
        patch: operations["patch_conversations_by_id"];
        trace?: never;
    };
    "/api/v1/conversations/{id}/assign/{agent_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Assign to a teammate
         * @description Owners and admins assign anyone; an agent may take an unassigned conversation or give up its own.
         */
        put: operations["put_conversations_by_id_assign_by_agent_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Take out of the active inbox */
        put: operations["put_conversations_by_id_close"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Messages of a conversation, oldest first
         * @description Without `before` or `after`: the newest ones. A page ends early where its texts would take more than 4 MiB, but never
         *     before its first message: only `Link` tells whether there are more. `rel="prev"` leads to older, `rel="next"` to newer
         *     ones.
         */
        get: operations["get_conversations_by_id_messages"];
        put?: never;
        /**
         * Reply to the customer, or leave a note among agents
         * @description A reply to a resolved or closed conversation reopens it; the first one is its first response.
         */
        post: operations["post_conversations_by_id_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages/{message_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message again
         * @description Of one that failed, or of which nobody knows whether it arrived (`unknown`).
         */
        post: operations["post_conversations_by_id_messages_by_message_id_send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark the customer's messages as read */
        post: operations["post_conversations_by_id_read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Mark as resolved
         * @description A closed conversation stays closed.
         */
        put: operations["put_conversations_by_id_resolve"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file for a message
         * @description One file of at most 25 MiB (`upload_limit`), to be named in `attachments` of a message to this conversation. What is
         *     not sent within a day is deleted. Its kind is told from its content; programs, web pages and SVG are refused.
         */
        post: operations["post_conversations_by_id_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers
         * @description The newest first. `Link` carries cursors that stay in place while customers come.
         */
        get: operations["get_customers"];
        put?: never;
        /** Add a customer */
        post: operations["post_customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One customer */
        get: operations["get_customers_by_customer_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what is known of a customer
         * @description What is left out stays, null empties; `attributes` change key by key.
         */
        patch: operations["patch_customers_by_customer_id"];
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What has happened in the business
         * @description The events that an agent's socket hears, for programs without one.
         */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List articles
         * @description The newest first. `Link` carries cursors that stay in place while articles come.
         */
        get: operations["get_kb_articles"];
        put?: never;
        /**
         * Write an article
         * @description Published unless it is made a draft. It is indexed right after; `index_state` tells how far that is.
         */
        post: operations["post_kb_articles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{article_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One article */
        get: operations["get_kb_articles_by_article_id"];
        /**
         * Change an article
         * @description What is left out stays. What it said before is kept as a version. With `version`, nobody else's change is overwritten.
         */
        put: operations["put_kb_articles_by_article_id"];
        post?: never;
        /**
         * Delete an article
         * @description With its versions. Nothing finds it from this moment on.
         */
        delete: operations["delete_kb_articles_by_article_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{article_id}/index": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Index an article again
         * @description For one that could not be indexed.
         */
        post: operations["post_kb_articles_by_article_id_index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{article_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an article said before
         * @description The newest 100, newest first, without their content.
         */
        get: operations["get_kb_articles_by_article_id_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{article_id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of an article */
        get: operations["get_kb_articles_by_article_id_versions_by_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/articles/{article_id}/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go back to a version
         * @description It becomes the newest one. Whether the article is published stays as it is.
         */
        post: operations["post_kb_articles_by_article_id_versions_by_version_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The categories that articles stand under
         * @description In order of the alphabet.
         */
        get: operations["get_kb_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all articles
         * @description A ZIP archive of Markdown files; what is not in the text stands on top of each. The import takes it back.
         */
        get: operations["get_kb_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/help-centre": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The help centre */
        get: operations["get_kb_help_centre"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the help centre
         * @description What is left out stays.
         */
        patch: operations["patch_kb_help_centre"];
        trace?: never;
    };
    "/api/v1/kb/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The newest imports */
        get: operations["get_kb_imports"];
        put?: never;
        /**
         * Import files
         * @description Markdown, HTML, text, PDF, tables of questions and answers (CSV), and ZIP archives of them, each of at most 25 MiB
         *     (`upload_limit`). A job makes articles of them; what was imported under the same name before is brought up to date.
         */
        post: operations["post_kb_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/site": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a site
         * @description The page, what it links to below its folder, and what the site's sitemap lists; or the pages of a sitemap. As its
         *     robots.txt allows, two pages a second at most, up to 500 of them.
         */
        post: operations["post_kb_imports_site"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/{import_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One import */
        get: operations["get_kb_imports_by_import_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/{import_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an import
         * @description What it has made stays.
         */
        post: operations["post_kb_imports_by_import_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/imports/{import_id}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of an import's files or pages
         * @description In the order in which they were found.
         */
        get: operations["get_kb_imports_by_import_id_items"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/kb/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the articles
         * @description The published ones, by their words; the best first.
         */
        get: operations["get_kb_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/assign/{conversation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a conversation to a teammate
         * @description For owners and admins; agents take conversations by `PUT /api/v1/conversations/{id}/assign/{agent_id}`.
         */
        post: operations["post_team_assign_by_conversation_id"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations by mail that wait for an answer */
        get: operations["get_team_invitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back an invitation by mail */
        delete: operations["delete_team_invitations_by_invitation_id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite somebody
         * @description They need an account. With `send_invitation=true`, somebody without one gets a mail and joins once they have
         *     registered with that address and confirmed it; `team_member_id` is null then. A business sends 5 such mails an hour
         *     to one address and 100 a day in all; a further one is 429.
         */
        post: operations["post_team_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is in the team
         * @description The owner first, then in the order in which the team grew.
         */
        get: operations["get_team_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take somebody out of the team
         * @description Their access ends at once, and their open conversations are nobody's.
         */
        delete: operations["delete_team_members_by_member_id"];
        options?: never;
        head?: never;
        /** Change somebody's role */
        patch: operations["patch_team_members_by_member_id"];
        trace?: never;
    };
    "/api/v1/team/pending-handoffs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Conversations that Theo flagged and no agent has answered yet
         * @description The longest waiting first, 200 at most.
         */
        get: operations["get_team_pending_handoffs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/team/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say whether you are there */
        patch: operations["patch_team_status"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is told what happens */
        get: operations["get_webhook_endpoints"];
        put?: never;
        /**
         * Add an endpoint
         * @description It is told what happens from now on, signed by Standard Webhooks. The answer holds its secret, which is never told
         *     again. Delivered at least once, in order within each conversation; what fails is tried for about a day.
         */
        post: operations["post_webhook_endpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint */
        get: operations["get_webhook_endpoints_by_endpoint_id"];
        put?: never;
        post?: never;
        /**
         * Remove an endpoint
         * @description What waits for it is not sent, and the log of its deliveries is gone.
         */
        delete: operations["delete_webhook_endpoints_by_endpoint_id"];
        options?: never;
        head?: never;
        /**
         * Change an endpoint, or switch it on or off
         * @description Switched off, it ends what waits for it; switched on, it is told what happens from then on.
         */
        patch: operations["patch_webhook_endpoints_by_endpoint_id"];
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an endpoint was told, and what waits for it
         * @description Newest first. Kept for seven days, and at most a thousand beside those that wait.
         */
        get: operations["get_webhook_endpoints_by_endpoint_id_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell an event again
         * @description At once, past what waits, under the `webhook-id` that it had.
         */
        post: operations["post_webhook_endpoints_by_endpoint_id_deliveries_by_delivery_id_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make another secret
         * @description For 24 hours the one before signs too: each request then carries two signatures.
         */
        post: operations["post_webhook_endpoints_by_endpoint_id_rotate_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{endpoint_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Its type is `test`. It is sent at once; the deliveries show what became of it.
         */
        post: operations["post_webhook_endpoints_by_endpoint_id_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The business's widgets */
        get: operations["get_widget"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a widget
         * @description One for each domain. Makes the business's widget channel if it has none.
         */
        post: operations["post_widget_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/update/{widget_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change how a widget looks, or which pages it serves
         * @description What is left out stays.
         */
        put: operations["put_widget_update_by_widget_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a widget looks
         * @description Public. Readable for pages of its domain and below it.
         */
        get: operations["get_widget_by_widget_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search the articles as a visitor
         * @description The published ones, the best first; nothing where the help centre is not public.
         */
        get: operations["get_widget_by_widget_id_articles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Other ways to reach the business
         * @description Public. Its active channels, each with a link where one is known.
         */
        get: operations["get_widget_by_widget_id_channels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a widget's visitors must prove who they are
         * @description For owners. The secret itself is never told again.
         */
        get: operations["get_widget_by_widget_id_identity"];
        put?: never;
        /**
         * Make a widget's identity secret
         * @description From then on nobody's word is taken for who they are: a visitor with an `external_id` needs a hash or a JWT. Made
         *     again, the one before stays good for 24 hours.
         */
        post: operations["post_widget_by_widget_id_identity"];
        /** Switch identity verification off */
        delete: operations["delete_widget_by_widget_id_identity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A visitor's own conversation
         * @description For pages without sockets: up to 50 messages, the newest, or the next ones after `since`. The visitor token is the
         *     Bearer token.
         */
        get: operations["get_widget_by_widget_id_messages"];
        put?: never;
        /**
         * A visitor's message
         * @description Opens the conversation if the visitor has none on this widget's channel that is not closed.
         */
        post: operations["post_widget_by_widget_id_messages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/widget/{widget_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file as a visitor
         * @description As for agents. The answer's `id` and `url` go into `attachments` of the message; the address proves that the upload
         *     was theirs.
         */
        post: operations["post_widget_by_widget_id_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Where the message went. */
        Accepted: {
            ok: boolean;
            /** Format: int64 */
            conversation_id: number;
            /** Format: int64 */
            message_id: number;
            /** @description To be sent along from now on. */
            visitor_token: string;
            /** Format: uuid */
            conversation_uuid: string;
            /** Format: uuid */
            message_uuid: string;
        };
        /** @description A bearer token, good for 30 days or until its session ends. */
        AccessToken: {
            access_token: string;
            /** @example bearer */
            token_type: string;
        };
        /** @description It was so already. */
        Already: {
            detail: string;
        };
        /** @enum {string} */
        AnswerState: "drafting" | "ready" | "sent" | "discarded" | "handed_over" | "withdrawn";
        /** @description An id: a UUID or an integer */
        AnyId: string | number;
        /** @description Any JSON value */
        Anything: unknown;
        /** @description What the business knows of one thing. Its ids are integers. */
        Article: {
            /**
             * Format: int64
             * @example 42
             */
            id: number;
            /**
             * Format: int64
             * @example 7
             */
            business_id: number;
            title: string;
            /** @description Markdown. */
            content: string;
            tags: string[];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            uuid: string;
            state: components["schemas"]["ArticleState"];
            category?: string | null;
            /** @description Its name in the help centre's addresses. */
            slug: string;
            /** @description A BCP 47 tag. */
            language?: string | null;
            index_state?: components["schemas"]["IndexState"] | null;
            /** @description Why it could not be indexed, in a sentence. */
            index_error?: string | null;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            version: number;
            /** @description The page that it was imported from. */
            source_url?: string | null;
        };
        /** @description What is to change of an article. */
        ArticleChange: {
            title?: string;
            content?: string;
            tags?: components["schemas"]["ArticleTag"][] | null;
            state?: components["schemas"]["ArticleState"];
            category?: string | null;
            language?: string | null;
            /** Format: slug */
            slug?: string;
            /**
             * Format: int64
             * @description The version that is changed.
             */
            version?: number | null;
        };
        ArticleDeleted: {
            /** @example Article deleted */
            message: string;
        };
        /** @description An article that was found. */
        ArticleFound: {
            /**
             * Format: int64
             * @description The article.
             */
            id: number;
            /** Format: uuid */
            uuid: string;
            title: string;
            slug: string;
            language?: string | null;
            /** @description The titles that the passage stands under, outermost first. */
            headings: string[];
            /** @description The passage that fits best, as plain text. */
            passage: string;
        };
        /** @description A question that no article answers. */
        ArticleGap: {
            /** Format: uuid */
            id: string;
            /** @description As it was asked first. */
            question: string;
            /**
             * Format: int64
             * @description How often it was asked.
             */
            asked: number;
            /**
             * Format: uuid
             * @description Where it was asked last.
             */
            conversation_id?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            asked_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description An article for a visitor to read. */
        ArticleLink: {
            title: string;
            /** @description The beginning of the passage that fits best, or of the article. */
            excerpt: string;
            /** @description Its page in the help centre. */
            url: string;
            language?: string | null;
        };
        /** @enum {string} */
        ArticleState: "draft" | "published";
        /** @description A word to find an article by. */
        ArticleTag: string;
        /** @description What an article said at one time. */
        ArticleVersion: {
            /** Format: int64 */
            version: number;
            title: string;
            tags: string[];
            state: components["schemas"]["ArticleState"];
            category?: string | null;
            language?: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description The user who wrote it; null for an import.
             */
            author_id?: string | null;
            author_name?: string | null;
        };
        /** @description A version with all that it said. */
        ArticleVersionText: components["schemas"]["ArticleVersion"] & {
            /** @description Markdown. */
            content: string;
        };
        /** @description A question to be tried. */
        Ask: {
            question: string;
        };
        /** @description Which conversation Theo is to look at. */
        AskTheo: {
            conversation_id: components["schemas"]["AnyId"];
            /** @default assist */
            mode?: components["schemas"]["ReplyMode"] | null;
        };
        /** @description To whom it is assigned. */
        Assigned: {
            /** Format: uuid */
            assignee_id?: string | null;
        };
        /** @description A file that goes with a message (decision D21). */
        Attachment: {
            /** Format: uuid */
            id: string;
            /** @description Signed; expires after a day or two, and every reading gives a new one. */
            url: string;
            filename: string;
            /** @description Told from the content. */
            content_type: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /**
             * Format: int64
             * @description Pixels, of a picture.
             */
            width?: number | null;
            /** Format: int64 */
            height?: number | null;
            /**
             * @description `waiting`: a picture that is being prepared or a file that is still to be fetched from its channel's provider;
             *     its address answers 404 until it is `ready`.
             */
            state: components["schemas"]["AttachmentState"];
            /** @description Why it is `failed`, in a sentence for people. */
            error?: string | null;
            /** @description A small JPEG of a large picture. */
            thumbnail_url?: string | null;
        };
        /** @enum {string} */
        AttachmentState: "waiting" | "ready" | "failed";
        /** @description Something broke here; the id finds it in our log. */
        Broken: {
            /** @example Internal server error */
            detail: string;
            request_id: string;
        };
        Business: {
            /** Format: uuid */
            id: string;
            name: string;
            website?: string | null;
            goal?: string | null;
            industry?: string | null;
            team_size?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            number: number;
        };
        /** @description What a kind of channel can do; the web app asks this and never which channel it is. */
        Capabilities: {
            /** @description Files can be sent. */
            attachments: boolean;
            /** @description A message can be shown as an answer to another one. */
            replies_to: boolean;
            /** @description Replies carry a subject. */
            subject: boolean;
            /** @description The other side sees that somebody is typing. */
            typing: boolean;
            /** @description The provider reports when a message was read. */
            read_receipts: boolean;
            /**
             * Format: int32
             * @description Hours after the customer's last message in which free text may be sent; none: always.
             */
            reply_window_hours?: number | null;
            /** @description There are approved messages that may be sent at any time. */
            templates: boolean;
            /**
             * Format: int32
             * @description Longest text of one message, in characters.
             */
            max_length: number;
        };
        /** @description Absent fields stay as they are. */
        ChangeMe: {
            full_name?: string;
            /**
             * Format: web-address
             * @description Null takes the picture away.
             */
            avatar_url?: string | null;
            /** @description Stands under each mail of theirs; null takes it away. */
            signature?: string | null;
            /**
             * Format: password
             * @description Ends every other session. Needs `current_password` where the account has a password.
             */
            new_password?: string;
            /** Format: password */
            current_password?: string | null;
        };
        /** @description One way by which customers reach the business. */
        Channel: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            business_id: string;
            type: components["schemas"]["ChannelType"];
            /**
             * @description Secrets masked; empty for all but the owner. For Meta's kinds with `_meta_setup_instructions`: what to enter
             *     at Meta.
             */
            config: Record<string, never>;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
            /** Format: date-time */
            updated_at: string;
            capabilities: components["schemas"]["Capabilities"];
            /** @description What keeps it from working, in a sentence. */
            problem?: string | null;
            /** @description Where its provider posts. */
            callback_url?: string | null;
        };
        /** @description What is to change of a channel. */
        ChannelChange: {
            /** @description May be sent along, not changed. */
            type?: components["schemas"]["ChannelType"];
            config?: {
                [key: string]: components["schemas"]["Anything"];
            };
            is_active?: boolean;
        };
        /** @description One thing that a provider has posted. */
        ChannelDelivery: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            channel_id: string;
            /** @description `failed`: something in it could not be read or stored. */
            state: components["schemas"]["DeliveryState"];
            /** @description What went wrong. */
            error?: string | null;
            /** @example application/json */
            content_type: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** Format: date-time */
            received_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description A kind of channel. */
        ChannelKind: {
            type: components["schemas"]["ChannelType"];
            capabilities: components["schemas"]["Capabilities"];
            /** @description What `config` holds. */
            fields: components["schemas"]["Field"][];
            /** @description Groups of fields of which one at least must be complete. */
            one_of: string[][];
        };
        /** @enum {string} */
        ChannelType: "widget" | "email" | "whatsapp" | "telegram" | "instagram" | "x" | "sms";
        /** @description RFC 8601 */
        Checks: {
            spf: components["schemas"]["Verdict"];
            dkim: components["schemas"]["Verdict"];
            dmarc: components["schemas"]["Verdict"];
        };
        /** @description A template that is sent in place of words of one's own. */
        Chosen: {
            name: string;
            language: string;
            /** @description Texts by part (`header`, `body`, `buttons`) and name; for the body by name alone too. */
            variables?: {
                [key: string]: components["schemas"]["Anything"];
            } | null;
        };
        /** @description A place in an article. */
        Citation: {
            /** Format: int64 */
            article_id: number;
            title: string;
            quote: string;
        };
        /** @description When it was closed. */
        Closed: {
            /** Format: date-time */
            closed_at: string;
        };
        /** @description One or the other. */
        Closure: components["schemas"]["Closed"] | components["schemas"]["Already"];
        /** @description A way to reach the business. */
        Contact: {
            type: components["schemas"]["ChannelType"];
            /**
             * @description Null where no public link is known.
             * @example https://t.me/acme_bot
             */
            contact_url?: string | null;
        };
        /** @description A conversation (contract section 1). */
        Conversation: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            business_id: string;
            /** Format: uuid */
            customer_id?: string | null;
            /**
             * Format: uuid
             * @description The user it is assigned to.
             */
            assignee_id?: string | null;
            status: components["schemas"]["Status"];
            channel_type: components["schemas"]["ChannelType"];
            /** Format: uuid */
            channel_id?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: date-time
             * @description First agent response, for SLA.
             */
            first_response_at?: string | null;
            customer?: components["schemas"]["EmbeddedCustomer"] | null;
            /** @description Always empty in lists. */
            messages: components["schemas"]["Message"][];
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
            /** Format: date-time */
            resolved_at?: string | null;
            /** Format: date-time */
            closed_at?: string | null;
            subject?: string | null;
            priority: components["schemas"]["Priority"];
            tags: string[];
            /** Format: date-time */
            snoozed_until?: string | null;
            /**
             * Format: int64
             * @description Customer's messages that no agent has read.
             */
            unread_count: number;
            last_message?: components["schemas"]["LastMessage"] | null;
            handoff_reason?: components["schemas"]["HandoffReason"] | null;
            /**
             * Format: date-time
             * @description Since when it waits for a human; null once an agent has answered or ended it.
             */
            handoff_at?: string | null;
            sla?: components["schemas"]["Sla"] | null;
        };
        /** @description What is to change of a conversation; what is left out stays, null empties. */
        ConversationChange: {
            status?: components["schemas"]["Status"];
            assignee_id?: components["schemas"]["AnyId"] | null;
            priority?: components["schemas"]["Priority"];
            subject?: string | null;
            /**
             * Format: date-time
             * @description Puts it aside as pending until then.
             */
            snoozed_until?: string | null;
            /** @description All of them, in order. */
            tags?: components["schemas"]["Tag"][] | null;
        };
        CreateBusiness: {
            /** @example Acme */
            name: string;
            /** @example https://acme.example */
            website?: string | null;
            /** @example retail */
            industry?: string | null;
            /** @example 1-10 */
            team_size?: string | null;
            /** @example Answer faster */
            goal?: string | null;
        };
        /** @description Somebody who writes to the business. Its ids are integers, as where a conversation shows it. */
        Customer: {
            /**
             * Format: int64
             * @example 42
             */
            id: number;
            /**
             * Format: int64
             * @example 7
             */
            business_id: number;
            name?: string | null;
            email?: string | null;
            phone?: string | null;
            external_id?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            uuid: string;
            attributes: Record<string, never>;
            avatar_url?: string | null;
            /** Format: date-time */
            last_seen_at?: string | null;
            /**
             * Format: date-time
             * @description When they first proved, in a widget, to be the one with this external id.
             */
            verified_at?: string | null;
            /** Format: date-time */
            updated_at: string;
            /** @description Where they have written from, the newest first; shown of one customer who has, and not in lists. */
            contacts?: components["schemas"]["CustomerContact"][];
        };
        /** @description What is to change of a customer. */
        CustomerChange: {
            name?: string | null;
            /** Format: email */
            email?: string | null;
            phone?: string | null;
            external_id?: string | null;
            attributes?: {
                [key: string]: components["schemas"]["Anything"];
            };
        };
        /** @description A customer's address on a channel. */
        CustomerContact: {
            /** Format: uuid */
            channel_id: string;
            /**
             * @description A URI.
             * @example tel:+34600111222
             */
            handle: string;
            /** Format: date-time */
            last_inbound_at: string;
            /**
             * Format: date-time
             * @description Since when they want to hear no more by this channel: they wrote STOP.
             */
            opted_out_at?: string | null;
        };
        Deleted: {
            /** @example Channel deleted */
            message: string;
        };
        /** @enum {string} */
        DeliveryState: "taken" | "failed";
        /** @description What went wrong, in a sentence. */
        Detail: {
            /** @example Not found */
            detail: string;
        };
        /** @description What was done, in a sentence. */
        Done: {
            message: string;
        };
        /** @enum {string} */
        DraftKind: "text" | "note";
        /** @description The customer as the document embeds them: integer ids. */
        EmbeddedCustomer: {
            /** Format: int64 */
            id: number;
            /** Format: int64 */
            business_id: number;
            name?: string | null;
            email?: string | null;
            phone?: string | null;
            external_id?: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            uuid: string;
        };
        /** @description One event, as a socket hears it. */
        Event: {
            /** Format: int64 */
            seq: number;
            /** Format: date-time */
            at: string;
            /** @example new_message */
            event: string;
            /** @description The payload; `/api/asyncapi.json` describes it. */
            data: Record<string, never>;
        };
        /** @description Events, oldest first. */
        Events: {
            events: components["schemas"]["Event"][];
            /**
             * Format: int64
             * @description To go on from as `after`. Not every number is an event that clients hear of.
             */
            seq: number;
            /** @description Whether there is more now. */
            more: boolean;
        };
        /** @enum {string} */
        Feedback: "right" | "wrong";
        /** @description One value of a configuration. */
        Field: ({
            /** @enum {string} */
            kind: "text";
        } | {
            /** @enum {string} */
            kind: "email";
        } | {
            /** @enum {string} */
            kind: "phone";
        } | {
            /** @enum {string} */
            kind: "sender";
        } | {
            /** @enum {string} */
            kind: "handle";
        } | {
            /** @enum {string} */
            kind: "host";
        } | {
            /** @enum {string} */
            kind: "port";
        } | {
            /** @enum {string} */
            kind: "flag";
        } | {
            /** @description More fields below it. */
            fields: components["schemas"]["Field"][];
            /** @enum {string} */
            kind: "object";
        }) & {
            name: string;
            required: boolean;
            /** @description Shown masked, kept sealed. */
            secret: boolean;
            /** @description What stands where nothing is said. */
            default?: components["schemas"]["Unset"];
            help: string;
        };
        ForgotPassword: {
            /** @example alex@example.com */
            email: string;
        };
        /** @description A piece of an article that was found. */
        FoundPassage: {
            /** Format: int64 */
            article_id: number;
            title: string;
            headings: string[];
            text: string;
            /**
             * Format: float
             * @description Higher is better; comparable within one question only.
             */
            score: number;
        };
        /** @description That a gap was closed. */
        GapClosed: {
            message: string;
        };
        /** @enum {string} */
        GivenRole: "admin" | "agent";
        /** @description `token` is accepted in place of `id_token`. */
        GoogleLogin: {
            /** @description The ID token that Google's sign-in gave to the page. */
            id_token: string;
        };
        /** @description Every bad field of a request. */
        HTTPValidationError: {
            detail: components["schemas"]["ValidationError"][];
        };
        /** @description A conversation that waits for a human. */
        Handoff: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            customer_id?: string | null;
            handoff_reason?: components["schemas"]["HandoffReason"] | null;
            status: components["schemas"]["Status"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The conversation's integer id.
             */
            number: number;
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            handoff_at?: string | null;
        };
        /** @description How often something was the reason. */
        HandoffCount: {
            reason: components["schemas"]["HandoffReason"];
            /** Format: int64 */
            count: number;
        };
        /** @enum {string} */
        HandoffReason: "low_confidence" | "user_requested" | "complex_issue" | "negative_sentiment" | "no_knowledge";
        /** @description Where published articles are shown. */
        HelpCentre: {
            /** @description Its name in addresses; null until there is a first article. */
            slug?: string | null;
            /** @description Above the articles; null for the business's name. */
            title?: string | null;
            /** @description Whether anybody sees it, and the widget finds articles. */
            is_public: boolean;
            /** @description Where it is. */
            url?: string | null;
        };
        /** @description What is to change of a help centre. */
        HelpCentreChange: {
            /**
             * Format: slug
             * @example acme
             */
            slug?: string;
            title?: string | null;
            is_public?: boolean;
        };
        /** @description A widget's secret, told this once. */
        IdentitySecret: components["schemas"]["IdentityState"] & {
            /** @description The key of HMAC-SHA256 and of JWTs (HS256), as it stands here. */
            secret: string;
        };
        /** @description Whether visitors of a widget have to prove who they are. */
        IdentityState: {
            is_required: boolean;
            /**
             * Format: date-time
             * @description Of the secret.
             */
            made_at?: string | null;
            /**
             * Format: date-time
             * @description Until when the secret before this one is good too.
             */
            previous_until?: string | null;
        };
        /** @description Articles in the making, out of files or of a site. */
        Import: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ImportKind"];
            /** @description The site's address, or the files' names. */
            source: string;
            state: components["schemas"]["ImportState"];
            /** @description Why it ended, where it did not read everything. */
            problem?: string | null;
            /** @description What its articles are to be. */
            article_state: components["schemas"]["ArticleState"];
            /**
             * Format: int64
             * @description Files or pages that are known of.
             */
            total: number;
            /**
             * Format: int64
             * @description Files or pages that are done, whatever became of them.
             */
            done: number;
            /**
             * Format: int64
             * @description Articles.
             */
            created: number;
            /**
             * Format: int64
             * @description Articles.
             */
            updated: number;
            /**
             * Format: int64
             * @description Articles.
             */
            unchanged: number;
            /**
             * Format: int64
             * @description Files or pages.
             */
            failed: number;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at?: string | null;
            /**
             * Format: uuid
             * @description The user who asked for it.
             */
            user_id?: string | null;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description Files, and what their articles are to be. */
        ImportForm: {
            /** @description Before the files; `published` where it is left out. */
            state?: components["schemas"]["ArticleState"];
            /** @description As many fields of this name as there are files, up to 100. */
            file: string;
        };
        /** @description A file or page of an import. */
        ImportItem: {
            /**
             * Format: int64
             * @description Its place in the import, from 1.
             */
            ordinal: number;
            /** @description A file's name, or a page's address. */
            name: string;
            state: components["schemas"]["ItemState"];
            /** @description Why nothing was made of it, in a sentence. */
            error?: string | null;
            /**
             * Format: int64
             * @description The article that was made of it; the last, where there are several.
             */
            article_id?: number | null;
        };
        /** @enum {string} */
        ImportKind: "files" | "site";
        /** @enum {string} */
        ImportState: "waiting" | "running" | "done" | "failed" | "cancelled";
        /** @enum {string} */
        IndexState: "waiting" | "indexed" | "failed";
        /** @description An invitation by mail. */
        Invitation: {
            /** Format: uuid */
            id: string;
            email: string;
            role: components["schemas"]["Role"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description What came of an invitation. */
        Invited: {
            /** @example Agent ana@example.com invited successfully */
            message: string;
            /**
             * Format: uuid
             * @description The membership; null where a mail was sent.
             */
            team_member_id?: string | null;
            /**
             * Format: int64
             * @description The membership's integer id.
             */
            number?: number | null;
        };
        /** @enum {string} */
        ItemState: "waiting" | "created" | "updated" | "unchanged" | "failed" | "skipped";
        /** @description What a list shows of the newest message that the customer can see. */
        LastMessage: {
            preview: string;
            sender_type: components["schemas"]["SenderType"];
            /** Format: date-time */
            created_at: string;
        };
        /** @description A message, as sockets tell it. */
        LiveMessage: {
            /** Format: int64 */
            id: number;
            content: string;
            sender_type: components["schemas"]["SenderType"];
            /** Format: int64 */
            conversation_id: number;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            uuid: string;
            /** Format: uuid */
            conversation_uuid: string;
            attachments: components["schemas"]["Attachment"][];
            /**
             * Format: uuid
             * @description The agent who wrote it; null for customers.
             */
            sender_id?: string | null;
            sender_name?: string | null;
            kind: components["schemas"]["MessageKind"];
            status: components["schemas"]["MessageStatus"];
            /** Format: uuid */
            in_reply_to?: string | null;
            /** Format: date-time */
            delivered_at?: string | null;
            /** Format: date-time */
            read_at?: string | null;
            /** @description What the visitor's page called it. */
            client_id?: string | null;
            mail?: components["schemas"]["Mail"] | null;
            /** @description Articles that Theo's words were taken from. */
            sources: components["schemas"]["Source"][];
        };
        /** @description A field's name or an item's place. */
        LocationStep: string | number;
        Login: {
            /** @example alex@example.com */
            email: string;
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
        };
        /** @description What a message by e-mail has beside its text. */
        Mail: {
            subject: string;
            from?: components["schemas"]["Person"] | null;
            reply_to: components["schemas"]["Person"][];
            to: components["schemas"]["Person"][];
            cc: components["schemas"]["Person"][];
            /** @description Of answers of the team. */
            bcc: components["schemas"]["Person"][];
            /** @description Whom an answer to all reaches beside the author. */
            others: components["schemas"]["Person"][];
            /**
             * Format: date-time
             * @description When it was written, by the sender's clock.
             */
            date?: string | null;
            /** @description A program or a mailing list wrote it. */
            is_automatic: boolean;
            authentication?: components["schemas"]["Checks"] | null;
            /**
             * @description The mail as it came, a page for a frame; signed, expires after a day or two. Null where the content is all of it.
             *     `&images=1` at its end shows pictures from elsewhere too.
             */
            original_url?: string | null;
            /** @description It wants pictures from elsewhere: to load them tells the sender that it is read. */
            has_remote_images: boolean;
        };
        /** @description Who is signed in, and where they work. */
        Me: {
            user: components["schemas"]["User"];
            business?: components["schemas"]["Business"] | null;
            /** @description Whether they belong to a business. */
            onboarding_complete: boolean;
            team_role?: components["schemas"]["Role"] | null;
            /**
             * @description `unlimited` on a server of one's own.
             * @example unlimited
             */
            plan: string;
        };
        /** @description Somebody in the team. */
        Member: {
            /**
             * Format: uuid
             * @description The membership's.
             */
            id: string;
            /** Format: uuid */
            user_id: string;
            /** @example ana@example.com */
            email: string;
            name: string;
            role: components["schemas"]["Role"];
            status: components["schemas"]["Presence"];
            /** @description Whether they are in the team; past members may be listed too. */
            is_active: boolean;
            /** Format: date-time */
            invited_at: string;
            /**
             * Format: int64
             * @description The membership's integer id.
             */
            number: number;
            /**
             * Format: int64
             * @description The user's integer id.
             */
            user_number: number;
        };
        /** @description What a member says of themself. */
        MemberStatus: {
            status: components["schemas"]["Presence"];
        };
        /** @description A message (contract section 3). */
        Message: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversation_id: string;
            sender_type: components["schemas"]["SenderType"];
            /**
             * Format: uuid
             * @description The agent who wrote it; null for customers.
             */
            sender_id?: string | null;
            content: string;
            attachments: components["schemas"]["Attachment"][];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
            /** Format: date-time */
            delivered_at?: string | null;
            /** Format: date-time */
            read_at?: string | null;
            status: components["schemas"]["MessageStatus"];
            /** @description Why it failed. */
            error?: string | null;
            kind: components["schemas"]["MessageKind"];
            /**
             * Format: uuid
             * @description The message that this one answers.
             */
            in_reply_to?: string | null;
            mail?: components["schemas"]["Mail"] | null;
            /** @description Articles that Theo's words were taken from. */
            sources: components["schemas"]["Source"][];
        };
        /** @enum {string} */
        MessageKind: "text" | "note" | "event";
        /** @enum {string} */
        MessageStatus: "queued" | "sent" | "delivered" | "read" | "failed" | "unknown";
        /** @description An article to be written. */
        NewArticle: {
            /** @example Returns and refunds */
            title: string;
            /**
             * @description Markdown.
             * @example Send it back within **30 days**.
             */
            content: string;
            /**
             * @example [
             *       "orders"
             *     ]
             */
            tags?: components["schemas"]["ArticleTag"][] | null;
            state?: components["schemas"]["ArticleState"] | null;
            category?: string | null;
            /**
             * @description A BCP 47 tag.
             * @example en
             */
            language?: string | null;
            /**
             * Format: slug
             * @description Made of the title where it is left out.
             * @example returns
             */
            slug?: string | null;
        };
        /** @description Which answer an article is to be made of. */
        NewArticleOfAnswer: {
            message_id: components["schemas"]["AnyId"];
        };
        /** @description A channel to be added. What `config` holds depends on its type. */
        NewChannel: {
            /** @enum {string} */
            type: "widget" | "webchat";
            config?: {
                [key: string]: components["schemas"]["Anything"];
            };
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "email";
            config: ({
                /**
                 * Format: plain-email
                 * @description The address that customers write to
                 */
                address: string;
                /** @description The name that customers see beside the address */
                from_name?: string | number | null;
                /** @description Where mails are fetched */
                imap: {
                    /**
                     * Format: host
                     * @description The mail server
                     */
                    host: string;
                    /** @description 993 for IMAP over TLS */
                    port?: number | string | null;
                    /** @description TLS from the first byte on */
                    tls?: boolean | null;
                    /** @description Often the address */
                    username: string | number;
                    /** @description Often a password made for this app */
                    password?: string | number | null;
                    /** @description The folder that mails arrive in */
                    folder?: string | number | null;
                    /** @description More folders, with commas between */
                    folders?: string | number | null;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                };
                /** @description Where mails are sent */
                smtp: {
                    /**
                     * Format: host
                     * @description The mail server
                     */
                    host: string;
                    /** @description 465 for SMTP over TLS */
                    port?: number | string | null;
                    /** @description TLS from the first byte on */
                    tls?: boolean | null;
                    /** @description Often the address */
                    username: string | number;
                    /** @description Often a password made for this app */
                    password?: string | number | null;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                };
                /** @description How the mail server signs what it found out about senders */
                authentication_server?: string | number | null;
                /** @description Signs in without a password, as Google and Microsoft want it */
                oauth?: ({
                    /** @description Where access tokens are asked for */
                    token_url: string | number;
                    /** @description The app that was registered with the mail provider */
                    client_id: string | number;
                    /** @description The secret of that app */
                    client_secret?: string | number | null;
                    /** @description The mailbox's leave for that app */
                    refresh_token: string | number;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                }) | null;
                /** @description Proves a provider that posts mails to this server */
                inbound_secret?: string | number | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            }) | ({
                /**
                 * Format: plain-email
                 * @description The address that customers write to
                 */
                address: string;
                /** @description The name that customers see beside the address */
                from_name?: string | number | null;
                /** @description Where mails are fetched */
                imap?: ({
                    /**
                     * Format: host
                     * @description The mail server
                     */
                    host: string;
                    /** @description 993 for IMAP over TLS */
                    port?: number | string | null;
                    /** @description TLS from the first byte on */
                    tls?: boolean | null;
                    /** @description Often the address */
                    username: string | number;
                    /** @description Often a password made for this app */
                    password?: string | number | null;
                    /** @description The folder that mails arrive in */
                    folder?: string | number | null;
                    /** @description More folders, with commas between */
                    folders?: string | number | null;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                }) | null;
                /** @description Where mails are sent */
                smtp?: ({
                    /**
                     * Format: host
                     * @description The mail server
                     */
                    host: string;
                    /** @description 465 for SMTP over TLS */
                    port?: number | string | null;
                    /** @description TLS from the first byte on */
                    tls?: boolean | null;
                    /** @description Often the address */
                    username: string | number;
                    /** @description Often a password made for this app */
                    password?: string | number | null;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                }) | null;
                /** @description How the mail server signs what it found out about senders */
                authentication_server?: string | number | null;
                /** @description Signs in without a password, as Google and Microsoft want it */
                oauth?: ({
                    /** @description Where access tokens are asked for */
                    token_url: string | number;
                    /** @description The app that was registered with the mail provider */
                    client_id: string | number;
                    /** @description The secret of that app */
                    client_secret?: string | number | null;
                    /** @description The mailbox's leave for that app */
                    refresh_token: string | number;
                } & {
                    [key: string]: components["schemas"]["Anything"];
                }) | null;
                /** @description Proves a provider that posts mails to this server */
                inbound_secret: string | number;
            } & {
                [key: string]: components["schemas"]["Anything"];
            });
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "whatsapp";
            config: {
                /** @description Meta's id of the number, in API Setup */
                phone_number_id: string | number;
                /** @description A permanent token of a system user */
                access_token: string | number;
                /** @description Your own word for Meta's challenge */
                verify_token?: string | number | null;
                /** @description Proves that a delivery comes from Meta */
                app_secret?: string | number | null;
                /** @description Meta's id of the WhatsApp Business account */
                business_account_id?: string | number | null;
                /** @description The number itself, for a wa.me link on your page */
                phone_number?: string | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            };
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "telegram";
            config: {
                /** @description From @BotFather, such as 123456:ABC-DEF */
                bot_token: string | number;
                /** @description The bot's name, for a t.me link on your page */
                bot_username?: string | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            };
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "instagram";
            config: ({
                /** @description Meta's id of the page that the account is linked to */
                page_id: string | number;
                /** @description Accepted in place of page_id */
                phone_number_id?: string | number | null;
                /** @description A token of the page */
                access_token: string | number;
                /** @description Your own word for Meta's challenge */
                verify_token?: string | number | null;
                /** @description Proves that a delivery comes from Meta */
                app_secret?: string | number | null;
                /** @description The account's name, for a link on your page */
                username?: string | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            }) | ({
                /** @description Meta's id of the page that the account is linked to */
                page_id?: string | number | null;
                /** @description Accepted in place of page_id */
                phone_number_id: string | number;
                /** @description A token of the page */
                access_token: string | number;
                /** @description Your own word for Meta's challenge */
                verify_token?: string | number | null;
                /** @description Proves that a delivery comes from Meta */
                app_secret?: string | number | null;
                /** @description The account's name, for a link on your page */
                username?: string | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            });
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "x";
            config: {
                /** @description The app's consumer key */
                api_key: string | number;
                /** @description The app's consumer secret: signs deliveries */
                api_secret?: string | number | null;
                /** @description The account's access token */
                access_token: string | number;
                /** @description The account's access token secret */
                access_token_secret?: string | number | null;
                /** @description The app's own token: registers the webhook */
                bearer_token?: string | number | null;
                /** @description The account's name, for a link on your page */
                username?: string | null;
            } & {
                [key: string]: components["schemas"]["Anything"];
            };
            /** @default true */
            is_active?: boolean;
        } | {
            /** @enum {string} */
            type: "sms";
            config: {
                /** @description The account's SID */
                account_sid: string | number;
                /** @description The account's auth token: signs deliveries too */
                auth_token: string | number;
                /** @description The number to send from, such as +34600111222 */
                from: string;
            } & {
                [key: string]: components["schemas"]["Anything"];
            };
            /** @default true */
            is_active?: boolean;
        };
        /** @description A conversation to be started. */
        NewConversation: {
            /** @description The caller's business. */
            business_id: components["schemas"]["AnyId"];
            customer_id?: components["schemas"]["AnyId"] | null;
            channel_id?: components["schemas"]["AnyId"] | null;
            /** @description Becomes an agent's message. */
            initial_message?: string | null;
            subject?: string | null;
        };
        /** @description A customer to be added. */
        NewCustomer: {
            /** @example Alex Johnson */
            name?: string | null;
            /**
             * Format: email
             * @example alex@example.com
             */
            email?: string | null;
            /**
             * @description Kept as E.164 where it can be read so.
             * @example +34600111222
             */
            phone?: string | null;
            /** @description The business's own id for them; unique within it. */
            external_id?: string | null;
            /** @description 16 KiB at most. */
            attributes?: {
                [key: string]: components["schemas"]["Anything"];
            } | null;
        };
        /** @description A reply or a note. */
        NewMessage: {
            /** @description Not blank, unless there are attachments. */
            content: string;
            /** @description Files that were uploaded to this conversation and not sent yet. */
            attachments?: components["schemas"]["Uploaded"][] | null;
            /** @default text */
            kind?: components["schemas"]["DraftKind"] | null;
            in_reply_to?: components["schemas"]["AnyId"] | null;
            template?: components["schemas"]["Chosen"] | null;
            /** @description Who gets a mail beside the customer. */
            cc?: components["schemas"]["Recipient"][] | null;
            /** @description Likewise, unseen by the others. */
            bcc?: components["schemas"]["Recipient"][] | null;
            theo_answer_id?: components["schemas"]["AnyId"] | null;
        };
        NewRole: {
            /** @description Another word is a 400. */
            role: components["schemas"]["GivenRole"];
        };
        /** @description A site to be imported. */
        NewSiteImport: {
            /**
             * Format: web-address
             * @description A page, or a sitemap.
             * @example https://example.com/help
             */
            url: string;
            state?: components["schemas"]["ArticleState"] | null;
        };
        NewStatus: {
            /** @description Another word is a 400. */
            status: components["schemas"]["Presence"];
        };
        /** @description A language model to be asked. */
        NewTheoEndpoint: {
            /**
             * Format: web-address
             * @description `https://`, what comes before `/chat/completions`.
             * @example https://llm.example.com/v1
             */
            base_url: string;
            model: string;
            /** @description Kept sealed. Left out, the one that was given before stays, as long as the address does. */
            key?: string | null;
        };
        /** @description An endpoint to be added. */
        NewWebhookEndpoint: {
            /**
             * Format: web-address
             * @description `https://`, on the public internet.
             * @example https://example.com/pingback
             */
            url: string;
            description?: string;
            /** @description Nothing, or an empty list, for all of them. */
            events?: components["schemas"]["WebhookEvent"][] | null;
            /**
             * @description Also notes, which stay among agents otherwise.
             * @default false
             */
            include_notes?: boolean;
        };
        /** @description A widget to be made. */
        NewWidget: {
            /**
             * Format: domain
             * @description Bare, or a whole address whose host is taken.
             * @example shop.example
             */
            domain: string;
            /** @default PingBack Support */
            name?: string;
            /** @default Hi there! */
            welcome_heading?: string;
            welcome_tagline?: string;
            /** @default #7650FF */
            primary_color?: string;
            /** @default true */
            show_online_badge?: boolean;
            /** Format: web-address */
            logo_url?: string | null;
            /** @description Public. 16 KiB at most. */
            config?: {
                [key: string]: components["schemas"]["Anything"];
            };
        };
        /** @description A conversation. */
        OfConversation: {
            conversation_id: components["schemas"]["AnyId"];
        };
        Person: {
            name?: string | null;
            address: string;
        };
        /** @enum {string} */
        Presence: "live" | "away" | "offline";
        /** @enum {string} */
        Priority: "low" | "normal" | "high" | "urgent";
        /** @description Proof of who a visitor is: `hash`, or `jwt` in place of everything else. */
        Proof: {
            /** @description Whom the hash is of; without it the customer's `external_id`. */
            external_id?: string | null;
            /**
             * Format: email
             * @description Whom the hash is of where the business has no ids of its own; without it the customer's `email`.
             */
            email?: string | null;
            /** @description HMAC-SHA256 of that id under the widget's secret, in hexadecimal. */
            hash?: string | null;
            /**
             * @description HS256 under the widget's secret. Claims: `sub` or `user_id`, else `email`; `exp`, at most a day ahead; `name`,
             *     `email`, `phone`.
             */
            jwt?: string | null;
        };
        /** @description The chat on a web page, as that page reads it. */
        PublicWidget: components["schemas"]["Widget"] & {
            /** @description Whether anybody of the team is there. */
            is_online: boolean;
        };
        /** @description When it was read. */
        Read: {
            /** Format: date-time */
            read_at: string;
        };
        /** @description Somebody who gets an answer too. */
        Recipient: {
            name?: string | null;
            /** Format: email */
            address: string;
        };
        Register: {
            /**
             * Format: email
             * @description Unique, whatever its case.
             * @example alex@example.com
             */
            email: string;
            /** @example Alex Johnson */
            full_name: string;
            /**
             * Format: password
             * @example correct horse battery
             */
            password: string;
        };
        /** @description A new account and its first token (decision D11). */
        Registered: components["schemas"]["UserFields"] & components["schemas"]["AccessToken"] & {
            /** Format: int64 */
            number: number;
        };
        /** @enum {string} */
        ReplyMode: "assist" | "auto";
        ResetPassword: {
            /** @description From the mail. */
            token: string;
            /** Format: password */
            password: string;
        };
        /** @description One or the other. */
        Resolution: components["schemas"]["Resolved"] | components["schemas"]["Already"];
        /** @description When it was resolved. */
        Resolved: {
            /** Format: date-time */
            resolved_at: string;
        };
        /** @enum {string} */
        Role: "owner" | "admin" | "agent";
        /** @enum {string} */
        SenderType: "customer" | "agent" | "ai" | "system";
        SessionBody: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_seen_at: string;
            /** Format: date-time */
            expires_at: string;
            /** @description Where it was opened from. */
            address: string;
            user_agent: string;
            /** @description Whether it is the one that asks. */
            is_current: boolean;
            /** Format: int64 */
            number: number;
        };
        /** @description The state of a service level. */
        Sla: Record<string, never>;
        /** @description An article in the help centre. */
        Source: {
            title: string;
            /**
             * @description Its page, from the server's root on.
             * @example /help/acme/articles/returns
             */
            path: string;
        };
        /** @enum {string} */
        Status: "open" | "pending" | "resolved" | "closed";
        /** @description A word to find a conversation by. */
        Tag: string;
        /** @description A message that was approved, with places to fill. */
        Template: {
            /** @example order_sent */
            name: string;
            /** @example en_US */
            language: string;
            /** @description `UTILITY`, `MARKETING`, `AUTHENTICATION`. */
            category: string;
            /** @description Text above the body; none where there is none or a file. */
            header?: string | null;
            /** @description `image`, `video`, `document` or `location` in place of the header's text. */
            header_file?: string | null;
            /**
             * @description With places such as `{{1}}` or `{{first_name}}`.
             * @example Hello {{1}}, your order {{2}} is on its way.
             */
            body: string;
            footer?: string | null;
            /** @description What stands on its buttons. */
            buttons: string[];
            /** @description What has to be filled, in the order in which it is read. */
            variables: components["schemas"]["Variable"][];
        };
        /** @description Something that Theo has said or proposed. */
        TheoAnswer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversation_id: string;
            mode: components["schemas"]["TheoMode"];
            state: components["schemas"]["AnswerState"];
            reply?: string | null;
            /** Format: double */
            confidence: number;
            handoff_reason?: components["schemas"]["HandoffReason"] | null;
            citations: components["schemas"]["Citation"][];
            writer: components["schemas"]["Writer"];
            /**
             * Format: int64
             * @description The integer id of the customer's message that it answers; null where none waited for an answer.
             */
            question_number?: number | null;
            /**
             * Format: int64
             * @description The integer id of the message that it became.
             */
            message_number?: number | null;
            /** @description Whether an agent had changed it. */
            is_edited: boolean;
            feedback?: components["schemas"]["Feedback"] | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description A language model that speaks OpenAI's interface. */
        TheoEndpoint: {
            /** @description What comes before `/chat/completions`. */
            base_url: string;
            model: string;
            has_key: boolean;
        };
        /** @description What an agent says of an answer. */
        TheoFeedback: {
            feedback?: components["schemas"]["Feedback"] | null;
        };
        /** @description A stretch of each week. */
        TheoHours: {
            when: components["schemas"]["When"];
            /**
             * Format: time-zone
             * @example Europe/Berlin
             */
            time_zone: string;
            days: number[];
            /**
             * Format: int64
             * @description Minutes after midnight.
             */
            from: number;
            /**
             * Format: int64
             * @description Minutes after midnight; before `from` where it ends on the next day.
             */
            to: number;
        };
        /** @description What Theo has to work with. */
        TheoKnowledge: {
            /**
             * Format: int64
             * @description Pieces of published articles.
             */
            passages: number;
            /**
             * Format: int64
             * @description Of these, those whose meaning is known.
             */
            embedded: number;
            /** @description The model that tells what they mean; null where articles are found by their words alone. */
            model?: string | null;
            /** @description Whether a language model writes. */
            has_writer: boolean;
        };
        /** @enum {string} */
        TheoMode: "assist" | "auto" | "off";
        /** @description A question that was tried. */
        TheoPlayground: {
            reply?: string | null;
            /** Format: double */
            confidence: number;
            needs_handoff: boolean;
            handoff_reason?: components["schemas"]["HandoffReason"] | null;
            citations: components["schemas"]["Citation"][];
            writer: components["schemas"]["Writer"];
            /** @description What was found, the best first. */
            passages: components["schemas"]["FoundPassage"][];
        };
        /** @description What Theo came up with. */
        TheoReply: {
            /** @description Null where he has no answer, and in `auto` where he is not sure enough. */
            reply?: string | null;
            /** Format: double */
            confidence: number;
            /** @description The mode that was used. */
            mode: components["schemas"]["TheoMode"];
            needs_handoff: boolean;
            handoff_reason?: components["schemas"]["HandoffReason"] | null;
            /** @description Where the answer stands. */
            citations: components["schemas"]["Citation"][];
            /**
             * Format: uuid
             * @description What the draft is known by: given with the message that is made of it, or to discard or judge it.
             */
            id: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
            state: components["schemas"]["AnswerState"];
            writer: components["schemas"]["Writer"];
        };
        /** @description What Theo did in a stretch of time. */
        TheoReport: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /**
             * Format: int64
             * @description Answers that he sent by himself.
             */
            answered: number;
            /**
             * Format: int64
             * @description Conversations with such an answer that ended without any message of an agent.
             */
            resolved: number;
            /**
             * Format: int64
             * @description Conversations that he handed over.
             */
            handed_over: number;
            /**
             * Format: int64
             * @description Answers that an agent called wrong.
             */
            wrong: number;
            /**
             * Format: int64
             * @description Drafts that agents asked for.
             */
            drafts: number;
            /**
             * Format: int64
             * @description Of these, sent as they were.
             */
            accepted: number;
            /**
             * Format: int64
             * @description Of these, sent changed.
             */
            edited: number;
            /** @description Why he handed over, most frequent first. */
            reasons: components["schemas"]["HandoffCount"][];
        };
        /** @description How Theo is wanted, and what he has to work with. */
        TheoSettings: {
            mode: components["schemas"]["TheoMode"];
            tone: components["schemas"]["Tone"];
            /** @description Where he answers by himself; null for everywhere. */
            channels?: components["schemas"]["ChannelType"][] | null;
            hours?: components["schemas"]["TheoHours"] | null;
            /** @description What the team wants to answer itself. */
            keywords: string[];
            announces_handoff: boolean;
            endpoint?: components["schemas"]["TheoEndpoint"] | null;
            /**
             * Format: int64
             * @description Tokens that a language model may cost in a month; null for no bound.
             */
            monthly_tokens?: number | null;
            /**
             * Format: int64
             * @description Tokens that were spent this month.
             */
            spent_tokens: number;
            knowledge: components["schemas"]["TheoKnowledge"];
        };
        /** @description What is to change. */
        TheoSettingsChange: {
            mode?: components["schemas"]["TheoMode"];
            tone?: components["schemas"]["Tone"];
            channels?: components["schemas"]["ChannelType"][] | null;
            hours?: components["schemas"]["TheoHours"] | null;
            /** @description Words and phrases; a star at the end stands for any ending. */
            keywords?: string[];
            announces_handoff?: boolean;
            endpoint?: components["schemas"]["NewTheoEndpoint"] | null;
            /** Format: int64 */
            monthly_tokens?: number | null;
        };
        /** @description A conversation in short. */
        TheoSummary: {
            summary: string;
            writer: components["schemas"]["Writer"];
        };
        /** @description Tags that fit. */
        TheoTags: {
            tags: string[];
        };
        /** @enum {string} */
        Tone: "friendly" | "formal" | "brief";
        /** @description What stands where nothing is said. */
        Unset: null | number | boolean | string;
        /** @description A file. */
        UploadForm: {
            file: string;
        };
        /** @description A file that was uploaded, to be sent with a message. */
        Uploaded: {
            /** Format: uuid */
            id: string;
            /** @description The address that the upload was answered with. Visitors have to send it: it proves that the upload was theirs. */
            url?: string | null;
        };
        User: components["schemas"]["UserFields"] & {
            /** Format: int64 */
            number: number;
            /** @description Stands under each mail of theirs. */
            signature?: string | null;
        };
        UserFields: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            full_name: string;
            is_verified: boolean;
            is_google_account: boolean;
            avatar_url?: string | null;
        };
        /** @description One bad field. */
        ValidationError: {
            /** @example missing */
            type: string;
            /** @description The way to the field; starts with `query`, `path`, `body` or `header`. */
            loc: components["schemas"]["LocationStep"][];
            /** @example Field required */
            msg: string;
            /** @description What was sent. */
            input: unknown;
            ctx?: Record<string, never>;
        };
        /** @description A place to fill. */
        Variable: {
            /** @description `header`, `body` or `buttons`. */
            part: string;
            /**
             * @description As the body writes it; `link` for a file's address; a button's place, from 0.
             * @example 1
             */
            name: string;
            example?: string | null;
            /** @description How it is handed to WhatsApp. */
            type?: string;
        };
        /** @enum {string} */
        Verdict: "pass" | "fail" | "none";
        VerifyEmail: {
            /** @description From the mail. */
            token: string;
        };
        /** @description A visitor's own conversation. */
        VisitorConversation: {
            /** Format: int64 */
            conversation_id: number;
            /** Format: uuid */
            conversation_uuid: string;
            status: string;
            /** @description Oldest first. */
            messages: components["schemas"]["LiveMessage"][];
            /**
             * Format: int64
             * @description To be sent as `since` the next time.
             */
            up_to: number;
            /** @description To be sent along from now on. */
            visitor_token: string;
        };
        /** @description What a visitor wrote. */
        VisitorMessage: {
            /** @description Not blank, unless there are attachments. */
            content: string;
            /** @description Files that were uploaded for it, each with the address that its upload was answered with. */
            attachments?: components["schemas"]["Uploaded"][] | null;
            conversation_id?: components["schemas"]["AnyId"] | null;
            /**
             * @description The page's own name for this message: the same one twice makes one message. A UUID also lets a first message,
             *     sent again before its answer arrived, find the same visitor.
             */
            client_id?: string | null;
            customer?: components["schemas"]["VisitorProfile"] | null;
            identity?: components["schemas"]["Proof"] | null;
            /** @description From an earlier answer; without it the visitor is new. */
            visitor_token?: string | null;
        };
        /** @description What the visitor says of themself. */
        VisitorProfile: {
            name?: string | null;
            /** Format: email */
            email?: string | null;
            phone?: string | null;
            external_id?: string | null;
        };
        /** @description A visitor's file. */
        VisitorUploadForm: {
            /** @description From an earlier answer, if there was one; before the file. */
            visitor_token?: string | null;
            file: string;
        };
        /** @description One event on its way to an endpoint, and what became of it. */
        WebhookDelivery: {
            /** Format: uuid */
            id: string;
            /** @description What the receiver knows the event by: the same on every try and replay. */
            webhook_id: string;
            /**
             * @description Its type.
             * @example new_message
             */
            event: string;
            /**
             * Format: int64
             * @description The event's number in the business; null for a test.
             */
            seq?: number | null;
            state: components["schemas"]["WebhookDeliveryState"];
            /**
             * Format: int64
             * @description Tries so far.
             */
            attempts: number;
            /**
             * Format: int64
             * @description The status of the last answer.
             */
            status?: number | null;
            /**
             * Format: int64
             * @description Milliseconds that the last try took.
             */
            duration_ms?: number | null;
            /** @description How the last answer began: 1 KiB at most. */
            answer?: string | null;
            /** @description Why the last try failed. */
            error?: string | null;
            /**
             * Format: date-time
             * @description When it is tried next, if it waits.
             */
            next_try_at?: string | null;
            /** Format: date-time */
            tried_at?: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @enum {string} */
        WebhookDeliveryState: "waiting" | "delivered" | "failed";
        /** @description Somebody's address that is told what happens in the business. */
        WebhookEndpoint: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            business_id: string;
            url: string;
            description: string;
            /** @description Empty for all of them. */
            events: components["schemas"]["WebhookEvent"][];
            /** @description Whether it is told of internal notes. */
            include_notes: boolean;
            is_active: boolean;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
            /** Format: date-time */
            updated_at: string;
            /** @description Why it was switched off by itself, in a sentence. */
            problem?: string | null;
            /**
             * Format: date-time
             * @description Since when every delivery has failed; after five days it is switched off.
             */
            failing_since?: string | null;
            /**
             * Format: date-time
             * @description Until when the secret before this one signs too.
             */
            previous_secret_until?: string | null;
        };
        /** @description What is to change of an endpoint. */
        WebhookEndpointChange: {
            /** Format: web-address */
            url?: string;
            description?: string;
            events?: components["schemas"]["WebhookEvent"][] | null;
            include_notes?: boolean;
            is_active?: boolean;
        };
        WebhookEndpointDeleted: {
            /** @example Webhook endpoint deleted */
            message: string;
        };
        /** @description An endpoint with the secret that was just made for it. */
        WebhookEndpointSecret: components["schemas"]["WebhookEndpoint"] & {
            /**
             * @description Told this once. `whsec_` and base64 of the key.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret: string;
        };
        /** @enum {string} */
        WebhookEvent: "new_message" | "message_updated" | "delivered" | "read" | "conversation_created" | "conversation_updated" | "conversation_assigned" | "handoff_requested" | "agent_status_changed";
        /** @enum {string} */
        When: "inside" | "outside";
        /** @description A delivery and what stands in it. */
        WholeDelivery: components["schemas"]["ChannelDelivery"] & {
            /** @description As it was posted; what is no text in it is replaced, and very long ones are cut. */
            body: string;
        };
        /** @description The chat on a web page. Public, `config` included. */
        Widget: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            business_id: string;
            /** @example PingBack Support */
            name: string;
            /**
             * @description A bare host name.
             * @example shop.example
             */
            domain: string;
            /** @example Hi there! */
            welcome_heading: string;
            welcome_tagline: string;
            /** @example #7650FF */
            primary_color: string;
            show_online_badge: boolean;
            logo_url?: string | null;
            /** @description `allow_localhost: true` serves pages on the visitor's own machine too. */
            config: Record<string, never>;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description The integer id.
             */
            number: number;
        };
        /** @description What is to change of a widget. */
        WidgetChange: {
            name?: string;
            /**
             * Format: domain
             * @example shop.example
             */
            domain?: string;
            welcome_heading?: string;
            welcome_tagline?: string;
            primary_color?: string;
            show_online_badge?: boolean;
            /**
             * Format: web-address
             * @description Null takes it away.
             */
            logo_url?: string | null;
            /** @description In place of the one before. Public. 16 KiB at most. */
            config?: {
                [key: string]: components["schemas"]["Anything"];
            };
        };
        /** @enum {string} */
        Writer: "extract" | "model";
    };
    responses: {
        /** @description Refused by a rule of the product, told in the detail */
        BadRequest: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Too much at once, or the time is up; try again */
        Busy: {
            headers: {
                "Retry-After"?: number;
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The same Idempotency-Key is being handled, or its answer was lost */
        Conflict: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The caller's role does not allow it */
        Forbidden: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description Something broke here */
        InternalError: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Broken"];
            };
        };
        /** @description One entry per bad field */
        Invalid: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["HTTPValidationError"];
            };
        };
        /** @description There is no such thing in the caller's business */
        NotFound: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The body is over the limit */
        TooLarge: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description A limit is reached; try again later */
        TooManyRequests: {
            headers: {
                "Retry-After"?: number;
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description No token, or one that is bad, expired or ended */
        Unauthorized: {
            headers: {
                "WWW-Authenticate"?: string;
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
        /** @description The body is not application/json */
        UnsupportedMediaType: {
            headers: {
                /** @description Names this request in our log */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Detail"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_ai_answers: {
        parameters: {
            query: {
                conversation_id: components["schemas"]["AnyId"];
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description His answers */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoAnswer"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such thing in the caller's business */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_answers_by_answer_id_discard: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                answer_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoAnswer"];
                };
            };
            /** @description It is no draft any more */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_answers_by_answer_id_feedback: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                answer_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheoFeedback"];
            };
        };
        responses: {
            /** @description The answer */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoAnswer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_articles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticleOfAnswer"];
            };
        };
        responses: {
            /** @description The draft */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            /** @description The message is no answer */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such thing in the caller's business */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_ask: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Ask"];
            };
        };
        responses: {
            /** @description The answer, and the passages that were found */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoPlayground"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_ai_gaps: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gaps */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleGap"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_ai_gaps_by_gap_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                gap_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is shown no more */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GapClosed"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskTheo"];
            };
        };
        responses: {
            /** @description What he came up with */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoReply"];
                };
            };
            /** @description Theo is switched off */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such thing in the caller's business */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_ai_report: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoReport"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_ai_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoSettings"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_ai_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TheoSettingsChange"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoSettings"];
                };
            };
            /** @description The endpoint can't be called */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_summary: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfConversation"];
            };
        };
        responses: {
            /** @description What it is about */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoSummary"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such thing in the caller's business */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_ai_tags: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfConversation"];
            };
        };
        responses: {
            /** @description The tags, the best first */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TheoTags"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description There is no such thing in the caller's business */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_business_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBusiness"];
            };
        };
        responses: {
            /** @description The user, their new business and their role in it */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The caller already has a business */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_email_resend: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way, unless the address is verified */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_email_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            /** @description The e-mail is verified */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description The token is unknown, spent or expired */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_google: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoogleLogin"];
            };
        };
        responses: {
            /** @description A token */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            /** @description The account signs in another way */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description Not accepted */
            401: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            /** @description Google sign-in is not configured */
            501: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            503: components["responses"]["Busy"];
        };
    };
    post_auth_login: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description A token */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessToken"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description Not accepted */
            401: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, their business and their role in it */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeMe"];
            };
        };
        responses: {
            /** @description The user, their business and their role in it */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description The current password is wrong */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_password_forgot: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPassword"];
            };
        };
        responses: {
            /** @description The same answer whether there is such an account or not */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_password_reset: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            /** @description The new password is set */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description The token is unknown, spent or expired */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_auth_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Register"];
            };
        };
        responses: {
            /** @description The user and their first token */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description The e-mail has an account already */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_auth_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The caller's sessions */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionBody"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_auth_sessions_by_session_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The session's id, in either form */
                session_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session has ended */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channels */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_channels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChannel"];
            };
        };
        responses: {
            /** @description The channel */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description Something is missing in `config`, or the account is in use */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels_types: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The kinds */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelKind"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels_by_channel_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channel */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_channels_by_channel_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_channels_by_channel_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelChange"];
            };
        };
        responses: {
            /** @description The channel */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description Something is missing in `config`, or the account is in use */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels_by_channel_id_deliveries: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDelivery"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels_by_channel_id_deliveries_by_delivery_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
                /** @description UUID or integer */
                delivery_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WholeDelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_channels_by_channel_id_deliveries_by_delivery_id_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
                /** @description UUID or integer */
                delivery_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery, about to be read */
            202: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDelivery"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_channels_by_channel_id_templates: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                channel_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The templates */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The channel has no templates, or its provider does not tell them */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_conversations: {
        parameters: {
            query?: {
                status?: components["schemas"]["Status"];
                /** @description The agent's user id. */
                assignee_id?: components["schemas"]["AnyId"];
                /** @description Counts from 1. Costs the same at any depth with `status` and `assignee_id`; with other filters use the cursor. */
                page?: number;
                limit?: number;
                /** @description Only those that nobody has. */
                unassigned?: boolean;
                /** @description `webchat` is read as `widget`. */
                channel_type?: components["schemas"]["ChannelType"];
                channel_id?: components["schemas"]["AnyId"];
                customer_id?: components["schemas"]["AnyId"];
                tag?: string;
                /** @description Only those that Theo handed over and that no agent has answered or ended since. */
                handed_over?: boolean;
                /** @description Words that a message, the subject or the customer has. */
                q?: string;
                sort?: "-updated_at" | "updated_at";
                /** @description From a `Link` header: stays in place while conversations move. Overrides `page`. */
                cursor?: string;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversations; `messages` is always empty here */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description `first`, `prev`, `next` (RFC 8288) */
                    Link?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    /** @description How many there are, where a counter knows */
                    "X-Total-Count"?: number;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "assignee_id": null,
                     *         "business_id": "b2c3d4e5-f6a7-8901-bcde-f12345678901",
                     *         "channel_id": "e5f6a7b8-c9d0-1234-efab-345678901234",
                     *         "channel_type": "widget",
                     *         "closed_at": null,
                     *         "created_at": "2024-03-01T09:00:00Z",
                     *         "customer": {
                     *           "business_id": 7,
                     *           "created_at": "2024-02-20T08:00:00Z",
                     *           "email": "alex@example.com",
                     *           "external_id": null,
                     *           "id": 42,
                     *           "name": "Alex Johnson",
                     *           "phone": null,
                     *           "uuid": "d4e5f6a7-b8c9-0123-defa-234567890123"
                     *         },
                     *         "customer_id": "d4e5f6a7-b8c9-0123-defa-234567890123",
                     *         "first_response_at": null,
                     *         "handoff_at": null,
                     *         "handoff_reason": null,
                     *         "id": "c3d4e5f6-a7b8-9012-cdef-123456789012",
                     *         "last_message": {
                     *           "created_at": "2024-03-01T09:15:00Z",
                     *           "preview": "Where is my order?",
                     *           "sender_type": "customer"
                     *         },
                     *         "messages": [],
                     *         "number": 1093,
                     *         "priority": "normal",
                     *         "resolved_at": null,
                     *         "sla": null,
                     *         "snoozed_until": null,
                     *         "status": "open",
                     *         "subject": null,
                     *         "tags": [],
                     *         "unread_count": 1,
                     *         "updated_at": "2024-03-01T09:15:00Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Conversation"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_conversations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewConversation"];
            };
        };
        responses: {
            /** @description The conversation */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description Invalid business, channel or customer; the customer has an open conversation */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_conversations_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_conversations_by_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationChange"];
            };
        };
        responses: {
            /** @description The conversation as it is now, without its messages */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description The assignee is not an active member; the customer has another open conversation */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    put_conversations_by_id_assign_by_agent_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
                /** @description A user id or a membership id, UUID or integer */
                agent_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The assignee */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assigned"];
                };
            };
            /** @description Not an active member */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    put_conversations_by_id_close: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description When; or that it was so already */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Closure"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_conversations_by_id_messages: {
        parameters: {
            query?: {
                /** @description A message: those before it. */
                before?: components["schemas"]["AnyId"];
                /** @description A message: those after it. `before` overrides it. */
                after?: components["schemas"]["AnyId"];
                limit?: number;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The messages */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description `prev`, `next` (RFC 8288) */
                    Link?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_conversations_by_id_messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
            };
        };
        responses: {
            /** @description The message */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description The customer has a newer conversation on this channel that is not closed */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_conversations_by_id_messages_by_message_id_send: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
                /** @description UUID or integer */
                message_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The message, on its way */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description It did go out */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_conversations_by_id_read: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description When */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Read"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    put_conversations_by_id_resolve: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description When; or that it was so already */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resolution"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_conversations_by_id_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description The file */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description Larger than the limit */
            413: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A kind of file that is refused */
            415: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_customers: {
        parameters: {
            query?: {
                /** @description Beginnings of words of the name, e-mail, phone or external id. */
                q?: string;
                page?: number;
                limit?: number;
                /** @description From a `Link` header: stays in place while customers come. Overrides `page`. */
                cursor?: string;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customers */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description `first`, `prev`, `next` (RFC 8288) */
                    Link?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_customers: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description The customer */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Another customer has the external id */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_customers_by_customer_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                customer_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_customers_by_customer_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                customer_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerChange"];
            };
        };
        responses: {
            /** @description The customer */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Another customer has the external id, or too many attributes */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_events: {
        parameters: {
            query?: {
                /** @description Those after the one with this `seq`. */
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events after the given one */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Events"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_articles: {
        parameters: {
            query?: {
                state?: "draft" | "published";
                index_state?: "waiting" | "indexed" | "failed";
                category?: string;
                tag?: string;
                /** @description A part of the title. */
                q?: string;
                page?: number;
                limit?: number;
                /** @description From a `Link` header: stays in place while articles come. Overrides `page`. */
                cursor?: string;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The articles */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description `first`, `prev`, `next` (RFC 8288) */
                    Link?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_articles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewArticle"];
            };
        };
        responses: {
            /** @description The article */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            /** @description Another article has the slug */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_articles_by_article_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The article */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    put_kb_articles_by_article_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ArticleChange"];
            };
        };
        responses: {
            /** @description The article */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            /** @description Another article has the slug */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It is at another version */
            409: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_kb_articles_by_article_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_articles_by_article_id_index: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The article */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_articles_by_article_id_versions: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The versions */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleVersion"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_articles_by_article_id_versions_by_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
                /** @description Its number */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleVersionText"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_articles_by_article_id_versions_by_version_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                article_id: components["schemas"]["AnyId"];
                /** @description Its number */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The article */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_categories: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_help_centre: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where published articles are shown */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpCentre"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_kb_help_centre: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HelpCentreChange"];
            };
        };
        responses: {
            /** @description Where published articles are shown */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HelpCentre"];
                };
            };
            /** @description Another help centre has the name */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_imports: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The imports */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_imports: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportForm"];
            };
        };
        responses: {
            /** @description The import */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Too many are under way */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            /** @description Larger than the limit */
            413: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_imports_site: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSiteImport"];
            };
        };
        responses: {
            /** @description The import */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description The address can't be called, or too many are under way */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_imports_by_import_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                import_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_kb_imports_by_import_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                import_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description It is over already */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_imports_by_import_id_items: {
        parameters: {
            query?: {
                state?: "waiting" | "created" | "updated" | "unchanged" | "failed" | "skipped";
                /** @description Those that follow the one with this ordinal. */
                from?: number;
                limit?: number;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                import_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The files or pages */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportItem"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_kb_search: {
        parameters: {
            query: {
                /** @description A question, or a few words of it. */
                q: string;
                limit?: number;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The articles */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleFound"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_team_assign_by_conversation_id: {
        parameters: {
            query: {
                /** @description The agent's user id (or membership id). */
                agent_id: components["schemas"]["AnyId"];
            };
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                conversation_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is theirs */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description Not an active member of the team */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_team_invitations: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitations */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_team_invitations_by_invitation_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                invitation_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is no longer good */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_team_invite: {
        parameters: {
            query: {
                /** @example ana@example.com */
                email: string;
                /**
                 * @description An agent where nothing is said; another word is a 400.
                 * @example agent
                 */
                role?: "admin" | "agent";
                /** @description Somebody without an account gets a mail. */
                send_invitation?: boolean;
            };
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A mail is on its way */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description They are in the team */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invited"];
                };
            };
            /** @description Already a member, works elsewhere, or not a role */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            /** @description Nobody has an account with this address */
            404: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_team_members: {
        parameters: {
            query?: {
                /** @description Past members too. */
                include_inactive?: boolean;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The members */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_team_members_by_member_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The membership: UUID or integer */
                member_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are out */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Done"];
                };
            };
            /** @description The owner stays */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_team_members_by_member_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The membership: UUID or integer */
                member_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRole"];
            };
        };
        responses: {
            /** @description The member as they are now */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Not a role that can be given, or the owner's */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_team_pending_handoffs: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversations */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Handoff"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_team_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStatus"];
            };
        };
        responses: {
            /** @description The status */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberStatus"];
                };
            };
            /** @description Not one of the three words */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_webhook_endpoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoints, oldest first */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_webhook_endpoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description The endpoint with its secret */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointSecret"];
                };
            };
            /** @description The address can't be called, or there are too many */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_webhook_endpoints_by_endpoint_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_webhook_endpoints_by_endpoint_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointDeleted"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    patch_webhook_endpoints_by_endpoint_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description The address can't be called */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_webhook_endpoints_by_endpoint_id_deliveries: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_webhook_endpoints_by_endpoint_id_deliveries_by_delivery_id_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
                /** @description UUID or integer */
                delivery_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new delivery */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description The endpoint is off, the delivery waits or is a test */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_webhook_endpoints_by_endpoint_id_rotate_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint with its new secret */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointSecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_webhook_endpoints_by_endpoint_id_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                endpoint_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description The endpoint is switched off */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The widgets, oldest first */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Widget"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_widget_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWidget"];
            };
        };
        responses: {
            /** @description The widget */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Widget"];
                };
            };
            /** @description There is one for this domain */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    put_widget_update_by_widget_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WidgetChange"];
            };
        };
        responses: {
            /** @description The widget */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Widget"];
                };
            };
            /** @description There is another one for this domain */
            400: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget_by_widget_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The widget */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicWidget"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget_by_widget_id_articles: {
        parameters: {
            query?: {
                /** @description Left out, the newest articles are given. */
                q?: string;
                limit?: number;
            };
            header?: {
                /** @description The page's origin, which browsers send: must be of the widget's domain */
                Origin?: string | null;
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The articles */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleLink"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The page is not of the widget's domain */
            403: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget_by_widget_id_channels: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag`: 304 where nothing has changed */
                "If-None-Match"?: string;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The channels */
            200: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"][];
                };
            };
            /** @description Nothing has changed since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The list's version */
                    ETag?: string;
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget_by_widget_id_identity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_widget_by_widget_id_identity: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentitySecret"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    delete_widget_by_widget_id_identity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is off */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityState"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    get_widget_by_widget_id_messages: {
        parameters: {
            query?: {
                /** @description The `up_to` of an earlier answer: only what followed. Without it the newest messages. */
                since?: number;
                /** @description The conversation, if it is not the one that is going on. */
                conversation_id?: components["schemas"]["AnyId"];
            };
            header?: {
                /** @description The page's origin, which browsers send: must be of the widget's domain */
                Origin?: string | null;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitorConversation"];
                };
            };
            /** @description No visitor token, or none of this business's */
            401: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description The page is not of the widget's domain */
            403: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_widget_by_widget_id_messages: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page's origin, which browsers send: must be of the widget's domain */
                Origin?: string | null;
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitorMessage"];
            };
        };
        responses: {
            /** @description The message had been written before */
            200: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description The message was written */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The page is not of the widget's domain */
            403: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
    post_widget_by_widget_id_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description The page's origin, which browsers send: must be of the widget's domain */
                Origin?: string | null;
                /** @description The same key and body within 24 hours get the first answer again, and nothing is done twice */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description UUID or integer */
                widget_id: components["schemas"]["AnyId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["VisitorUploadForm"];
            };
        };
        responses: {
            /** @description The file */
            201: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["BadRequest"];
            /** @description The page is not of the widget's domain */
            403: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            /** @description Larger than the limit */
            413: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            /** @description A kind of file that is refused */
            415: {
                headers: {
                    /** @description Names this request in our log */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Detail"];
                };
            };
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Busy"];
        };
    };
}
