"""The words that promise something, in five languages: one table, read and edited by people."""

from __future__ import annotations

from chatbot.guards.claims.listing import listed

#: One line a thing promised. ``word*`` is the beginning of a word, ``a_b`` two words in a row.
WORDS = """
refund: devuelv* give_it_back ask_for_it_back get_it_back have_it_back money_is_returned
    rimborso refund* reimburs* money_back money-back moneyback cash_back cashback
    get_your_money reembols* rembours* erstatt* ruckerstatt* ruckzahl* zuruckgezahlt
    zuruckzahl* geld_zuruck devol* estorno estorn* rimbors* terugbetal* return_the_fee
    return_your_fee return_the_money return_your_money returns_the_fee returned_in_full
    fee_is_returned give_the_money give_you_back geben_das_geld rendre_l'argent chargeback
    fee_can_be_returned fee_back fee_will_be_returned nonrefundable bekommen_ihr_geld
    zuruckbekomm* geld-zuruck* satisfait_ou satisfechos_o satisfeito_ou dinero_de_vuelta
    dinheiro_de_volta return_your_payment returns_your_payment pay_you_back pays_you_back
    returns_your_fee returns_your_money
guarantee: nothing_to_lose no_way_to_lose guarant* garant* warrant* assure_you rest_assured
    i_assure we_assure we_ensure_you you_have_my_word my_word asegura* aseguro zusicher*
    versicher* zugesichert assurons assuro asseguro zusage fullproof foolproof risk-free
    riskless risk_free no_risk without_risk sin_riesgo risikofrei risikolos sans_risque
    sem_risco surefire cannot_fail can't_fail never_fails
promise: promis* prometo prometemos prometer verspreche* versprich* verspricht promet*
    promett* sworn swear pledge*
discount: prix_d'ami faire_un_prix freundschaftspreis* precio_de_amigo preco_de_amigo
    special_favour special_favor mates_rates money_off negotiable pay_what what_you_want
    name_your_price your_own_price you_set_the match_any cheap_for two_for_one 2_for_1
    get_one negociable negociavel verhandelbar lower_price low_price next_to_nothing
    precio_especial sonderkondition* prix_special preco_especial discount* rebate*
    half_price half-price half_off price_cut reduced_price reduced_rate special_price
    special_offer special_rate special_deal deal deals bargain* coupon* voucher* promo
    promo_code promotion_code discount_code sale off price_match save_money you_save
    saves_you savings descuento* rebaja* oferta* promocion* cupon* rabatt* nachlass*
    ermassig* gutschein* sonderpreis* sonderangebot* angebot_fur schnappchen reduzier*
    remise* reduction* promotion bon_de soldes rabais desconto* promocao promocoes cupom
    oferta_especial sconto korting cheaper_for_you early_bird early-bird mitad_de_precio
    halber_preis zum_halben moitie_prix metade_do_preco sliding_scale pro_bono scholarship*
    bursary beca becas stipendium bourse bolsa waive* exception lower_the_price
    drop_the_price reduce_the_price knock_off take_off student_rate group_rate loyalty
    friends_and_family
free: por_nossa_conta por_minha_conta por_mi_cuenta corre_de_mi_cuenta auf_meine_kosten
    a_mes_frais aufs_haus sin_recargo sin_recargos sans_supplement ohne_aufpreis
    sem_acrescimo no_surcharge je_vous_offre vous_offre vous_offrons te_regalo le_regalo
    os_regalo schenke schenken_wir ofereco_lhe on_me on_my_account al_precio_cero free
    freebie* for_free free_of_charge complimentary no_cost no_charge no_fee no_fees
    at_no_extra no_extra_cost no_extra_charge no_additional_cost zero_cost without_charge
    without_cost without_paying costs_nothing cost_nothing costs_you_nothing
    cost_you_nothing nothing_to_pay pay_nothing on_the_house on_us gratis gratuit* gratuito*
    gratuita* kostenlos* kostenfrei* unentgeltlich* umsonst gebuhrenfrei* keine_kosten
    kostet_nichts ohne_kosten ohne_gebuhr nichts_kost* sin_costo sin_coste sin_cargo
    sin_pagar no_cuesta_nada de_regalo sans_frais ne_coute_rien coute_rien offert offerte
    offerts offertes cadeau sem_custo sem_custos de_graca sem_pagar nao_custa_nada cortesia
    free-of-charge gift gifted giveaway regalo geschenk* gratuitement free_trial probeabo
    no_payment waived costless gratuiti don't_pay_anything don't_have_to_pay
    don't_need_to_pay muss_nichts_zahlen kein_geld 免费 免費 無料
included: also_receive also_receives also_get also_gets tambien_recibes tambien_recibe
    erhalten_auch erhalten_ausserdem bekommen_auch recoivent_aussi recevez_aussi
    tambem_recebe tambem_recebem part_of_it parts_of_it part_of_the_price forma_parte
    formam_parte fait_partie font_partie faz_parte fazem_parte gehort_dazu gehoren_dazu
    im_preis mit_drin mit_dabei en_el_precio dans_le_prix no_preco incl inkl included
    include includes including inclusive bonus bonuses comes_with come_with incluido
    incluida incluidos incluidas incluye incluyen inbegriffen inklusive enthalten beinhaltet
    enthalt umfasst inclus incluse inclut comprend compris comprise incluso inclusa inclui
    incluem all-inclusive throw_in throws_in thrown_in add_on as_a_gift zusatzlich_gratis
unlimited: as_many as_much_as_you whatever_you_like all_you_can tantas_sesiones tantas_veces
    so_oft so_viel autant_de tantas_sessoes day_or_night unlimited unbegrenzt* unbeschrankt*
    ilimitad* illimit* as_many_as as_often_as so_viele_wie limitless without_limit no_limit
    sin_limite ohne_limit sans_limite sem_limite around_the_clock day_and_night rund_um_die
    todo_el_dia
lifetime: for_good for_ever lifetime lebenslang* lebenslanglich de_por_vida
    para_toda_la_vida a_vie vitalici* forever permanent* fur_immer para_siempre
    pour_toujours para_sempre for_life never_expire* never_expires
cancel: reporte reportes reportee reportees decaler decale decalee deplacer deplace
    verschoben cancel* cancelac* stornier* kundig* kundbar annul* resilier resilie resilies
    resiliez resiliation resiliable resiliables cancelamento cancelar rescind* rescis*
    absag* abgesagt* gekundigt* reschedul* verschieb* reprogram* remarcar reagendar reporter
certified: master_degree bachelor_degree degree_in degree_from masters_in master_in
    studied_psychology studied_medicine rechtsanwalt* anwalt anwaltin notar notarin
    steuerberater* abogad* avocat avocate advogad* psychiat* psiquiat* physician surgeon
    nurse enfermer* infirmier* krankenpfleger* veterinar* credential* diploma master_of
    masters_degree bachelor_of graduate_of graduated trained_at approbiert* member_of
    membership_of mitglied_der mitglied_des miembro_de membre_de membro_da membro_do doctor
    dr medica medico medecin professor prof harvard* certified certification* certificat*
    licensed licenced licence license accredit* qualified chartered board-certified
    zertifizier* lizenziert* akkreditiert* zugelassen* diplomad* certificad* licenciad*
    acreditad* titulad* certifie* agree_par licencie* accredite* diplome* credenciad*
    habilitad* award-winning award_winning phd doctorate recognised_by recognized_by
    endorsed* approved_by accredited_by registered_with psychologist psychologin psychologe
    psicolog* psychologue therapist psychotherap* heilpraktik* arzt arztin therapeut*
    terapeuta* therapeute psychiatrist doctor_of attorney lawyer experts_in world-class
    top-rated five-star award* preisgekront* galardonad* premiad* prime
result: doubled doubles doubling tripled triples doublent duplicaron dobraram verdoppelt
    verdoppelten get_hired are_hired be_hired job_offer get_the_offer always_get
    always_succeed clients_always all_my_clients all_our_clients every_client all_clients
    makes_you_rich you_will_earn you_ll_earn earn_more land_the_job land_your get_the_job
    works_for_everyone works_every work_for_everyone change_your_life success_rate succeed
    guaranteed_to result results ergebnis* resultat* resultad* proven transform_your
    bewiesen nachweislich demostrad* prouve comprovad* double_your triple_your your_income
    make_you_rich you_will_get_the_job you'll_get_the_job get_promoted sure_to_succeed
    will_succeed success_is erfolgsquote tasa_de_exito taux_de_reussite taxa_de_sucesso
    will_double will_triple profit profits return_on_investment roi verdoppel* duplicar*
    duplique doubler* dobrar*
cure: therapy therapie terapia therapeutic terapeutic* therapeutisch* cure cures cured
    curing heal heals healed healing treats treat treated treatment diagnos* prescri* heilt
    heilen heilung behandelt behandel* kuriert cura curar curamos sanar sana tratar
    tratamiento guerit guerir guerison traite traiter traitement soigne soigner tratamento
    sarar get_rid_of eliminates eliminate overcomes medication medicine medically medicinal
    clinically clinical fixes_your fix_your replaces_therapy instead_of_therapy weight_loss
    lose_weight
best: top cheap inexpensive dirt_cheap top_rated nobody_is no_one_is nobody_else the_best
    best_price best_value best_coach best_in number_one cheapest cheaper less_expensive
    more_affordable most_affordable lowest lower_than better_than most_popular
    most_successful leading unbeatable unrivalled unmatched world's_best top_coach
    market_leader el_mejor la_mejor los_mejores mas_barat* mas_economic* guntig* gunstig*
    billig* der_beste die_beste das_beste beste_preis besser_als le_meilleur la_meilleure
    moins_cher* o_melhor a_melhor mais_barat* mais_economic* #1 only_coach the_only fastest
    highest_rated bestseller best_selling best-selling most_experienced numero_uno numero_um
    nummer_eins numero_un
instant: immediately instantly right_away straight_away at_once same_day next_day
    following_day overnight instant sofort umgehend inmediat* immediat* imediat*
    tout_de_suite de_inmediato na_hora enseguida within_minutes in_no_time
scarce: spots_left places_left seats_left slots_left spot_left place_left seat_left
    slot_left places_remaining spots_remaining seats_remaining limited_time limited_offer
    limited_spots limited_places limited_availability last_chance hurry almost_full
    filling_up sold_out fully_booked act_now expires_today ends_today today_only only_today
    ends_soon plazas_limitadas ultima_oportunidad quedan nur_noch letzte_chance ausgebucht
    begrenzte_platze fast_ausgebucht plus_que derniere_chance places_limitees
    affiche_complet est_complet ultima_chance vagas_limitadas restam solo_quedan nur_heute
    solo_hoy so_hoje seulement_aujourd'hui waiting_list while_supplies
agreed: price_is_fine fine_with_me that_price that_amount_is works_for_me i_am_fine
    you_can_have_it sounds_like_a_deal legally_binding binding_offer binding
    binding_agreement agreed it's_a_deal we_have_a_deal i_agree we_agree i_accept we_accept
    your_offer no_takesies takesies vinculante verbindlich* rechtsverbindlich* abgemacht
    einverstanden trato_hecho de_acuerdo acepto aceptamos marche_conclu d'accord
    contraignant j'accepte combinado fechado aceito aceitamos price_you_mentioned
    price_you_said price_you_named amount_you_mentioned price_you_quoted price_you_suggested
    you_proposed you_suggested as_you_said figure_you_mentioned the_price_you your_price
    your_figure precio_que_usted preis_den_sie contract_is honour_that honor_that honour_the
    honor_the honour_your honor_your match_that signed_contract handshake consider_it_done
    deal_is
done: i_have_booked i've_booked i_booked i_have_cancelled i've_cancelled i_have_refunded
    i've_refunded i_have_applied i've_applied i_have_processed i've_processed
    i_have_approved i've_approved i_have_confirmed i've_confirmed i_have_reserved
    i've_reserved i_have_scheduled i've_scheduled i_have_sent i've_sent i_have_upgraded
    i've_upgraded i_have_extended i've_extended i_have_deleted i've_deleted has_been_booked
    has_been_cancelled has_been_refunded has_been_processed has_been_approved
    has_been_confirmed has_been_applied has_been_reserved has_been_issued has_been_deleted
    is_confirmed are_confirmed is_approved is_booked are_booked is_reserved was_processed
    was_approved have_been_approved have_been_booked ich_habe_gebucht wurde_gebucht
    wurde_storniert wurde_genehmigt ist_bestatigt ist_gebucht he_reservado he_cancelado
    he_aplicado ha_sido_aprobado ha_sido_procesado esta_confirmad* queda_confirmad*
    j'ai_reserve j'ai_annule est_confirme est_approuve a_ete_approuve a_ete_traite reservei
    cancelei apliquei foi_aprovad* foi_processad* esta_aprovad* i_have_charged
    i_have_credited i've_credited been_credited i_have_made_an i_have_waived i've_waived
    i_have_added i've_added i_will_book_you i'll_book_you i_can_confirm i_hereby i_approve
    i_authorize i_authorise you're_booked you_are_booked
instalments: instalment* installment* payment_plan pay_later interest-free interest_free
    financing buy_now in_parts monthly_payments ratenzahlung* raten teilzahlung* cuotas
    a_plazos plan_de_pago mensualites en_plusieurs_fois parcelas parcelad* parcelar
    parcelamento klarna afterpay equal_parts
insured: kasse kassen krankenkassa mutuelles aseguradora aseguradoras insurer insurers
    seguradora planos_de_saude reimbursable_by insurance krankenkasse* versicherung*
    seguro_medico mutuelle assurance convenio tax-deductible tax_deductible deductible
    absetzbar deducible
confidential: confidential* vertraulich* confidencial* confidentiel* secret anonym* nda
    never_shared
noobligation: ni_compromiso nem_compromisso ni_engagement keine_verpflichtung keine_bindung
    no_te_compromete no_le_compromete nor_commitment without_committing no_obligation
    without_obligation no_commitment without_commitment non-binding non_binding
    unverbindlich* sin_compromiso sans_engagement sem_compromisso commits_you_to_nothing
    no_strings obligation-free
whole: integro integra integros integras integralite importe_integro valor_integral
    valor_inteiro valor_total importe_total totalite totalidad totalidade gesamte_betrag
    gesamten_betrag vollen_betrag volle_betrag montant_total montant_integral whole_month
    whole_price whole_package full_amount full_price full_fee entire_fee entire_amount
    entire_price por_inteiro por_completo en_su_totalidad every_cent back_in_full
    all_your_money all_of_your_money all_the_money every_penny everything_back
    te_devuelvo_todo todo_el_dinero tout_votre_argent das_ganze_geld das_gesamte_geld
    todo_o_dinheiro whole_fee whole_amount in_full full_refund fully_refundable 100%_refund
    voll_erstattet volle_erstattung totalmente integralement entirely integramente
    vollstandig
nonotice: without_notice no_notice sans_preavis ohne_frist ohne_kundigungsfrist sin_preaviso
    sem_aviso sem_pre without_any_notice
anytime: any_point any_moment any_stage whenever_you_want anyone anybody jedermann
    cualquiera n'importe_qui qualquer_pessoa
    cuando_te_venga cuando_le_venga cuando_os_venga quand_ca_vous quand_bon wann_es_ihnen
    wann_es_dir quando_der quando_lhe quando_puder ultimo_minuto derniere_minute
    letzte_minute letzten_minute last_moment ultimo_momento letzten_moment dernier_moment
    kurz_vor_beginn quand_vous_voulez quand_tu_veux wann_sie_wollen wann_du_willst
    cuando_lo_desees cuando_desees quando_desejar cuando_lo_desee ohne_frist sin_plazo
    sans_delai sem_prazo no_time_limit any_day any_time anytime at_any_time
    no_questions_asked any_reason no_matter_what unconditional* no_conditions always
    jederzeit immer bedingungslos* ohne_angabe en_cualquier_momento cuando_quiera
    cuando_quieras siempre sin_condiciones sin_preguntas a_tout_moment n'importe_quand
    toujours sans_condition sans_conditions a_qualquer_momento sempre quando_quiser
    sem_condicoes sem_perguntas whenever until_the_last last_minute every_time everyone
    in_all_cases under_any without_exception ohne_ausnahme sin_excepcion sans_exception
    sem_excecao whatever_the no_deadline
"""


#: Where a promise word stands for something else: the word and what must stand beside it.
NOT_MEANT = {
    "free": (("feel", "be", "fully", "please"), ("to", "time", "up", "hour", "afternoon",
             "yourself", "person", "kick", "on", "at", "from", "spirit")),
    "off": (("day", "days", "time", "week", "weeks", "take", "sign", "log", "better", "kick",
             "put", "turn", "cut", "switch", "start", "well", "far", "one", "month"), ("work",
             "the", "your", "course", "to", "with", "and", "for")),
    "deal": (("great", "good", "to", "big", "we", "they", "people", "i"), ("with",)),
    "deals": ((), ("with",)),
    "sale": (("for",), ()),
    "remise": ((), ("du", "des", "d'un")),
    "secret": (("the", "a"), ("to", "of", "ingredient")),
    "results": (("search",), ("of", "from")),
    "result": (("a", "as"), ("of", "from", "in")),
    "always": ((), ("welcome", "happy", "glad")),
    "whenever": ((), ("suits",)),
    "prime": (("the",), ("of", "minister", "time")),
    "including": ((), ()),
    "treat": ((), ("you", "yourself", "everything", "people", "every", "each", "all", "clients")),
    "treats": ((), ("you", "everything", "people", "every", "each", "all", "clients")),
    "binding": (("legally",), ()),
    "promotion": (("a", "your", "for", "the", "next", "job", "after"), ()),
    "leading": ((), ("a", "teams", "people", "to", "change", "others", "with", "up", "your")),
    "immediately": ((), ()),
    "everyone": ((), ("is", "has", "who", "on", "in")),
    "prometo": ((), ()),
    "gift": ((), ("for", "card", "cards", "voucher", "vouchers", "certificate")),
    "regalo": (("tarjeta", "tarjetas", "bono", "cheque"), ()),
    "cadeau": (("carte", "cartes", "cheque", "bon", "bons"), ()),
    "top": (("on", "at", "over", "a"), ("of", "up", "priority", "it", "tip", "tips", "to")),
    "versicherung": ((), ()),
}  # fmt: skip


NEUTRAL_AFTER = listed(
    """
    policy policies terms rules rule conditions condition question questions request requests
    process details bedingungen regelung regeln politica politicas politique politiques
    condiciones condicoes fee fees richtlinie page section
    """
)


NEUTRAL = listed("refund cancel discount guarantee confidential")
